using Wolfi.Apk.Packages;
using Wolfi.Apk.Solving;

namespace Wolfi.Apk.Repositories;

/// <summary>A package checked hop by hop from the index's signature to its last file.</summary>
/// <param name="Resolved">The record and the repository it came from.</param>
/// <param name="Package">What was read.</param>
/// <param name="Trust">Who vouches for it.</param>
/// <param name="File">The .apk in the cache.</param>
public sealed record VerifiedPackage(ResolvedPackage Resolved, ApkPackage Package, PackageTrust Trust, PackageFile File);
