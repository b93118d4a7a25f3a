namespace Wolfi.Containers.Apps;

/// <summary>What stands at a path, links not followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link, or whatever the system redirects paths with.</summary>
    Link,

    /// <summary>A pipe, socket or device.</summary>
    Special,
}
