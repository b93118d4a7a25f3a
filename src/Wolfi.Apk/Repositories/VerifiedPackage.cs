using Wolfi.Apk.Packages;
using Wolfi.Apk.Solving;

namespace Wolfi.Apk.Repositories;

/// <summary>A package fetched, checked hop by hop from the index's signature to its last file, and kept in the cache.</summary>
/// <param name="Resolved">The record and the repository it came from.</param>
/// <param name="Package">What was read.</param>
/// <param name="Trust">Who vouches for it.</param>
/// <param name="File">Absolute path of the .apk in the cache; its bytes were hashed in this build.</param>
public sealed record VerifiedPackage(ResolvedPackage Resolved, ApkPackage Package, PackageTrust Trust, string File);
