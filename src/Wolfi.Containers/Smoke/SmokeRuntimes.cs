using System.Collections.Immutable;

namespace Wolfi.Containers.Smoke;

/// <summary>What can start an image.</summary>
public static class SmokeRuntimes
{
    /// <summary>runc: starts the unpacked root file system itself.</summary>
    internal const string Runc = "runc";

    /// <summary>Their names, in the order in which they are looked for.</summary>
    public static ImmutableArray<string> Names { get; } = [Runc, "podman", "docker"];
}
