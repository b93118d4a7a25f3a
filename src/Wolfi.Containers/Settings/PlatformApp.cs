using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Settings;

/// <summary>A published app and the platform that an image of it is for.</summary>
/// <param name="Platform">The runtime identifier, such as <c>linux-arm64</c>.</param>
/// <param name="App">The app: published for that platform, or a portable one.</param>
public sealed record PlatformApp(string Platform, PublishedApp App);
