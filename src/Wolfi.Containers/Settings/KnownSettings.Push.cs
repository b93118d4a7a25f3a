namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiMountFrom</c>.</summary>
    public static Setting WolfiMountFrom { get; } = Property("",
        "Repositories of ContainerRegistry that may have layers, separated by semicolons: the registry takes them from there.");

    /// <summary>The property <c>WolfiDigestFile</c>.</summary>
    public static Setting WolfiDigestFile { get; } = Property("", "File that gets the image's digest, sha256:…, once everything is done.");

    /// <summary>The property <c>WolfiOutputsFile</c>.</summary>
    public static Setting WolfiOutputsFile { get; } = Property("$(GITHUB_OUTPUT)",
        "File that the lines image-reference=, image-digest= and image-tags= are added to, as build servers read them.");
}
