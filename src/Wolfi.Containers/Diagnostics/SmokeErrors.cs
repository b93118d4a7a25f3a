namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI406x: smoke runs of images.</summary>
public static class SmokeErrors
{
    /// <summary>The app does not run in its image.</summary>
    public static DiagnosticDescriptor Failed { get; } = Error("WOLFI4061", "Smoke run failed",
        "The image {0} does not run: {1}.", "{2}");

    /// <summary>Nothing there can run an image.</summary>
    public static DiagnosticDescriptor NoRuntime { get; } = Error("WOLFI4062", "No container runtime",
        "The image can't be run here: {0}.", "Install runc, podman or docker; or leave the smoke run to a machine that has one.");

    /// <summary>The runtime failed, not the app.</summary>
    public static DiagnosticDescriptor RuntimeFailed { get; } = Error("WOLFI4063", "Container runtime failed",
        "{0} could not start the image: {1}.", "The app was not run. See whether the runtime starts any container here; 'dotnet wolfi smoke IMAGE --runtime NAME' runs the image with another one.");

    /// <summary>An image that can't be unpacked safely.</summary>
    public static DiagnosticDescriptor NotUnpacked { get; } = Error("WOLFI4064", "Image not unpacked",
        "Layer {0} can't be unpacked for the smoke run: {1}: {2}.", "An image of this product never has such an entry: find out who made it.");

    /// <summary>An image for another machine.</summary>
    public static DiagnosticDescriptor WrongPlatform { get; } = Error("WOLFI4070", "Image for another machine",
        "The image {0} is for {1}, and this machine runs {2}.", "Run it on a machine of its own kind.");

    /// <summary>An image that names no program or no unprivileged user.</summary>
    public static DiagnosticDescriptor NotRunnable { get; } = Error("WOLFI4071", "Image not runnable",
        "The image {0} can't be started as production would: {1}.", "Make it with a numeric user other than 0 and with an entry point.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
