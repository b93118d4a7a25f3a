using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Resolutions;

/// <summary>A repository's signed index that vouches for packages of an image without a signature of their own.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Sha256">SHA-256 of the stored file in lower-case hexadecimal.</param>
/// <param name="Stored">The stored file, verbatim.</param>
public sealed record VouchingIndex(PackageRepository Repository, string Sha256, ReadOnlyMemory<byte> Stored);
