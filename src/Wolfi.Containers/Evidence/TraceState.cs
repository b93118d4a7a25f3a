namespace Wolfi.Containers.Evidence;

/// <summary>What is known of where a file's bytes came from.</summary>
public enum TraceState
{
    /// <summary>Nothing: no item of the build names the file.</summary>
    Unknown,

    /// <summary>The project's own output or content, or a referenced project's.</summary>
    Own,

    /// <summary>Byte for byte a file of the package's archive.</summary>
    Copied,

    /// <summary>Made by the build from the package's files: precompiled, trimmed, compressed or filled in.</summary>
    Derived,

    /// <summary>Not what the package's archive holds: somebody changed it.</summary>
    Modified,

    /// <summary>The build names the package, but its archive can't be compared with.</summary>
    Unverified,
}
