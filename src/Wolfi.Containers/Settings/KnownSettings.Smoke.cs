namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiSmokeTest</c>.</summary>
    public static Setting WolfiSmokeTest { get; } = Property("false",
        "Whether the image is started before it is put in its place, as production would, and the build fails where its app does not run; see docs/smoke.md.");

    /// <summary>The property <c>WolfiSmokeTestPath</c>.</summary>
    public static Setting WolfiSmokeTestPath { get; } = Property("",
        "Path that the smoke test asks for over HTTP, such as /health; without it, that the app listens on its port is enough.");

    /// <summary>The property <c>WolfiSmokeTestTimeout</c>.</summary>
    public static Setting WolfiSmokeTestTimeout { get; } = Property("60", "Seconds that the app has in the smoke test to answer, to listen or to end.");
}
