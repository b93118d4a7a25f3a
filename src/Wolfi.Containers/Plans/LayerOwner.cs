using Wolfi.Apk.Packages;

namespace Wolfi.Containers.Plans;

/// <summary>Who owns paths in the root file system.</summary>
/// <param name="Info">The package's metadata.</param>
/// <param name="IsTeam">True for the app's own packages.</param>
internal sealed record LayerOwner(PackageInfo Info, bool IsTeam)
{
    public string Name => Info.Name;

    public string Title => $"{Info.Name}-{Info.Version}";

    /// <summary>True for the base layout: the package that merges /usr.</summary>
    public bool IsBaseLayout { get; } = Info.Provides.Any(provide => provide.Name == "merged-usrsbin");

    public bool Replaces(LayerOwner other) => Info.Replaces.Any(atom => atom.Name == other.Name && atom.Admits(other.Info.Version));
}
