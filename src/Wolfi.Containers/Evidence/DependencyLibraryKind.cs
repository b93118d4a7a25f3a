namespace Wolfi.Containers.Evidence;

/// <summary>What a library of a deps.json is.</summary>
public enum DependencyLibraryKind
{
    /// <summary>The app, or a project that it references.</summary>
    Project,

    /// <summary>A NuGet package.</summary>
    Package,

    /// <summary>A runtime pack.</summary>
    RuntimePack,
}
