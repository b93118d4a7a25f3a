namespace Wolfi.Containers.Diagnostics;

/// <summary>How much a diagnostic weighs.</summary>
public enum Severity
{
    /// <summary>The build stops and leaves its outputs as they were.</summary>
    Error,

    /// <summary>The build goes on; somebody should look.</summary>
    Warning,
}
