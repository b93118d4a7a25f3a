using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;

namespace Wolfi.Apk.Solving;

/// <summary>A chosen package and where it comes from.</summary>
public sealed record ResolvedPackage(IndexRecord Record, PackageRepository Repository)
{
    /// <summary>The architecture whose index named the package: the folder that it lies in. Differs from the record's for <c>noarch</c>.</summary>
    public string Architecture { get; init; } = Record.Architecture;

    /// <summary>What the package's bytes must be, where that is known beforehand; null for what an index names. With it, the record need not have dependencies and provides.</summary>
    public PackagePin? Pin { get; init; }
}
