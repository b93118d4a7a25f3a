using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;

namespace Wolfi.Apk.Solving;

/// <summary>A chosen package and where it comes from.</summary>
public sealed record ResolvedPackage(IndexRecord Record, PackageRepository Repository)
{
    /// <summary>The architecture whose index named the package: the folder that it lies in. Differs from the record's for <c>noarch</c>.</summary>
    public string Architecture { get; init; } = Record.Architecture;
}
