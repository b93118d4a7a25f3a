using Wolfi.Apk.Packages;

namespace Wolfi.Containers.Inspection;

/// <summary>A package that passed every check, and what was found.</summary>
/// <param name="Package">The package: structure, data hash and every file's checksum held.</param>
/// <param name="Signatures">Who signed it; at least one known key, strongly enough.</param>
/// <param name="FileChecksums">How many files' contents were compared with their checksums.</param>
public sealed record PackageCheck(ApkPackage Package, PackageSignatureCheck Signatures, int FileChecksums);
