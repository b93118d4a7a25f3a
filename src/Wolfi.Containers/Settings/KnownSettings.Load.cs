namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>LocalRegistry</c>.</summary>
    public static Setting LocalRegistry { get; } = Property("",
        "Docker or Podman: the image is loaded there, and the build fails where it can't be; without effect beside a registry or archive. See docs/daemons.md.");

    /// <summary>The property <c>WolfiLoad</c>.</summary>
    public static Setting WolfiLoad { get; } = Property("loads where Docker or Podman answers, unless a registry or archive is named",
        "true loads the image into Docker or Podman, beside a registry or archive too, and fails where it can't be; false never does.");
}
