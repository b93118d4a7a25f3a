using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Plans;

/// <summary>Who owns paths in the root file system.</summary>
/// <param name="Info">The package's metadata.</param>
/// <param name="IsTeam">True for the app's own packages.</param>
internal sealed record LayerOwner(PackageInfo Info, bool IsTeam)
{
    /// <summary>The repository that it came from; null for the app's own packages.</summary>
    public PackageRepository? Repository { get; init; }

    public string Name => Info.Name;

    public string Title => $"{Info.Name}-{Info.Version}";

    /// <summary>True for the base layout: the package that merges /usr.</summary>
    public bool IsBaseLayout { get; } = Info.Provides.Any(provide => provide.Name == "merged-usrsbin");

    /// <summary>Whether the rules of its repository let it take over files of the other.</summary>
    public bool MayTouch(LayerOwner other) => Repository is null || Repository.Covers(other.Name);

    /// <summary>Whether it says that it replaces the other, and may say so.</summary>
    public bool Replaces(LayerOwner other) => MayTouch(other) && Info.Replaces.Any(atom => atom.Name == other.Name && atom.Admits(other.Info.Version));

    /// <summary>Whether both are parts of one thing: of one origin, from one repository.</summary>
    public bool IsSibling(LayerOwner other) =>
        ReferenceEquals(this, other) || (Info.Origin.Length > 0 && Info.Origin == other.Info.Origin && Repository?.Location == other.Repository?.Location);
}
