using System.Collections.Frozen;

namespace Wolfi.Containers.Needs;

/// <summary>Which published files an image could load at all. A portable app ships assets for every system, and a web app serves files that it never loads.</summary>
internal static class RuntimeAssets
{
    private static readonly FrozenSet<string> OtherSystems = FrozenSet.Create(
        StringComparer.Ordinal,
        "win", "osx", "maccatalyst", "ios", "iossimulator", "tvos", "tvossimulator", "android", "browser", "wasi", "freebsd", "illumos", "solaris", "haiku", "alpine");

    /// <summary>Whether an app of this runtime identifier runs on glibc and the architecture of <paramref name="expected"/>.</summary>
    /// <param name="runtimeIdentifier">Such as <c>linux-x64</c>, <c>ubuntu.24.04-x64</c> or <c>linux</c>.</param>
    /// <param name="expected">The architecture's own identifier, such as <c>linux-x64</c>.</param>
    public static bool RunsOn(string runtimeIdentifier, string expected)
    {
        string[] parts = runtimeIdentifier.Split('-');
        string system = parts[0].Split('.')[0];
        return !OtherSystems.Contains(system)
            && !parts.Contains("musl") && !parts.Contains("bionic")
            && (parts.Length == 1 || parts[^1] == expected.Split('-')[^1]);
    }

    /// <summary>Whether the file could be loaded in the image: false for other systems' assets below <c>runtimes/</c>, for web content, and for debug symbols.</summary>
    public static bool CouldLoad(string relativePath, string runtimeIdentifier, string expected)
    {
        if (relativePath.StartsWith("wwwroot/", StringComparison.Ordinal) || relativePath.EndsWith(".dbg", StringComparison.Ordinal) || relativePath.EndsWith(".debug", StringComparison.Ordinal))
        {
            return false;
        }

        return IsFor(relativePath, expected) || (relativePath.Split('/') is ["runtimes", var platform, _, ..] && platform == runtimeIdentifier);
    }

    /// <summary>Whether a file is for every platform, or an asset that the runtime could choose on this one: <c>runtimes/linux-x64/…</c>, <c>runtimes/unix/…</c>.</summary>
    /// <param name="relativePath">Path below the publish folder.</param>
    /// <param name="platform">The runtime identifier, such as <c>linux-x64</c>.</param>
    public static bool IsFor(string relativePath, string platform) =>
        relativePath.Split('/') is not ["runtimes", var asset, _, ..] || asset == platform || asset is "linux" or "unix" or "any" || asset == "unix-" + platform.Split('-')[^1];
}
