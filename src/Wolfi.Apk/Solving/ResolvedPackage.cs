using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;

namespace Wolfi.Apk.Solving;

/// <summary>A chosen package and where it comes from.</summary>
public sealed record ResolvedPackage(IndexRecord Record, PackageRepository Repository);
