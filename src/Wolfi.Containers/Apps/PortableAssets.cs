using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Apps;

/// <summary>
/// What of a portable app goes into the image of one platform. A NuGet package may bring assets for every system and processor, as <c>runtimes/RID/…</c>: those
/// that the runtime would never choose in an image stay out of it. All else is the same for every platform, byte for byte.
/// </summary>
internal static class PortableAssets
{
    /// <summary>The app as it ships in an image for a platform; one that was published for a platform is that already.</summary>
    /// <param name="app">The app.</param>
    /// <param name="platform">The runtime identifier, such as <c>linux-arm64</c>.</param>
    public static PublishedApp For(PublishedApp app, string platform) => app.RuntimeIdentifier.Length > 0
        ? app with { RuntimeIdentifier = platform }
        : app with
        {
            RuntimeIdentifier = platform,
            Files = [.. app.Files.Where(file => file.Source != FileSource.NuGet || RuntimeAssets.IsFor(file.RelativePath, platform))],
        };
}
