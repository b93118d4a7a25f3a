namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI8000 to 8039: the account of an image's bytes.</summary>
public static class AccountErrors
{
    /// <summary>The policy asks for nothing.</summary>
    public static DiagnosticDescriptor EmptyPolicy { get; } = Error("WOLFI8000", "Empty policy",
        "Nothing says who may have made the image: {0}.",
        "Name the image's key with --key FILE. --no-signature asks for the account of bytes alone, which does not prove who made the app's layers.");

    /// <summary>Documents or blobs that do not hold together.</summary>
    public static DiagnosticDescriptor Damaged { get; } = Error("WOLFI8001", "Image damaged",
        "{0}", "Do not run the image. Copy it again from where it came; if that does not help, it was changed after it was made.");

    /// <summary>An image without our record.</summary>
    public static DiagnosticDescriptor NoRecord { get; } = Error("WOLFI8002", "No record to compute again",
        "Image {0} can't be computed again: {1}.", "Only images that this product made, and nobody changed, account for their bytes.");

    /// <summary>Layers and record do not match one to one.</summary>
    public static DiagnosticDescriptor LayersDiffer { get; } = Error("WOLFI8003", "Layers nobody accounts for",
        "The layers are not those of the image's record: {0}.", "Do not run the image: bytes were added, removed or exchanged after it was made.");

    /// <summary>A tool stored a layer in other compressed bytes.</summary>
    public static DiagnosticDescriptor CompressedAgain { get; } = Error("WOLFI8004", "Compressed again",
        "{0} of {1} layers were stored anew by whatever copied the image, uncompressed or in other compressed bytes: the distribution's signatures are over the bytes that they had.",
        "Name the image that this is a copy of, in the registry or layout that it was published to, with --original IMAGE; or copy it with a tool that keeps blobs, such as skopeo.");

    /// <summary>A head that does not lead to its layer.</summary>
    public static DiagnosticDescriptor HeadDiffers { get; } = Error("WOLFI8010", "Head and layer differ",
        "Layer {0} ({1}): {2}.", "Do not run the image: the layer is not the package that its proof names.");

    /// <summary>A package that no key of the policy signed.</summary>
    public static DiagnosticDescriptor NotSigned { get; } = Error("WOLFI8011", "Not signed by a named key",
        "Layer {0} ({1}) is no package of a distribution that is trusted here: {2}",
        "If that distribution is to be trusted, name its key with --package-key FILE, from a source that is not the image.");

    /// <summary>A package without a signature of its own.</summary>
    public static DiagnosticDescriptor NotVouched { get; } = Error("WOLFI8012", "Not vouched for",
        "Layer {0} ({1}) carries no signature of its own that is strong enough, and {2}.",
        "Attach the repository's signed index (WolfiSignedIndexes), give it with --index FILE, or use packages that are signed themselves.");

    /// <summary>A key in the image that the policy does not name.</summary>
    public static DiagnosticDescriptor ForeignKey { get; } = Error("WOLFI8013", "Foreign key in the image",
        "The image records the key '{0}' ({1}) for packages, which is not named here.", "Name it with --package-key FILE if it is to be trusted.");

    /// <summary>A control member of the app's packages that is not at hand.</summary>
    public static DiagnosticDescriptor TeamHeadDiffers { get; } = Error("WOLFI8014", "The app's package differs",
        "Layer {0} ({1}): {2}.", "Do not run the image: the layer is not the app's package that the image's records name.");

    /// <summary>Written content differs from what is computed.</summary>
    public static DiagnosticDescriptor ContentDiffers { get; } = Error("WOLFI8020", "Not what is computed",
        "Layer {0} ({1}) is not what is computed from the packages and the image's record: {2}.",
        "Do not run the image: nobody accounts for these bytes.");

    /// <summary>Config or manifest differs from what is computed.</summary>
    public static DiagnosticDescriptor DocumentDiffers { get; } = Error("WOLFI8021", "Config or manifest not what is computed",
        "The {0} is not what is computed from the image's layers and record: {1}.", "Do not run the image: it would run otherwise than its record says.");

    /// <summary>A layer of ours with another gzip header.</summary>
    public static DiagnosticDescriptor HeaderDiffers { get; } = Error("WOLFI8022", "Foreign gzip header",
        "Layer {0} ({1}) does not begin with the one gzip header that such layers have.", "Do not run the image: the layer was written by something else.");

    /// <summary>A variable that loads or redirects code or trust.</summary>
    public static DiagnosticDescriptor EnvironmentRefused { get; } = Error("WOLFI8030", "Variable that redirects code or trust",
        "The image sets {0}={1}, which loads or redirects code or trust.", "If that is meant, allow it with --allow-env {0}.");

    /// <summary>A user that is root or no number.</summary>
    public static DiagnosticDescriptor UserRefused { get; } = Error("WOLFI8031", "User refused",
        "The image runs as '{0}', which {1}.", "Publish it without ContainerUser, or with the number of another user.");

    /// <summary>An entrypoint that is none of the app's.</summary>
    public static DiagnosticDescriptor EntrypointRefused { get; } = Error("WOLFI8032", "Entrypoint refused",
        "The image starts '{0}': {1}.", "Let it start a file of the app, or the distribution's dotnet with an assembly of the app.");

    /// <summary>Something declared that the policy does not name.</summary>
    public static DiagnosticDescriptor DeclaredRefused { get; } = Error("WOLFI8033", "Declared by hand",
        "The project added the {0} {1} by hand, which only the image's signature answers for.", "If that is meant, allow it with --allow-declared '{2}'.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
