namespace Wolfi.Containers.Apps;

/// <summary>Where a published file came from.</summary>
public enum FileSource
{
    /// <summary>No item of the build names the file.</summary>
    Unknown,

    /// <summary>The project itself: its assembly, its content, what its build made.</summary>
    Project,

    /// <summary>Another project of the same solution.</summary>
    ProjectReference,

    /// <summary>A NuGet package.</summary>
    NuGet,

    /// <summary>The runtime pack of a self-contained app, or its native host.</summary>
    RuntimePack,
}
