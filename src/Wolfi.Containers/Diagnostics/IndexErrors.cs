namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI8100 to 8109: indexes of images for several platforms.</summary>
public static class IndexErrors
{
    /// <summary>An index that is not made of its images alone.</summary>
    public static DiagnosticDescriptor Differs { get; } = Error("WOLFI8100", "Index not what is computed",
        "Index {0} is not what is computed from the images that it names: {1}.", "Do not run the image: something was changed or added after it was made.");

    /// <summary>Signatures of the images where one of the index was asked for.</summary>
    public static DiagnosticDescriptor OnlyImagesSigned { get; } = Error("WOLFI8101", "Index not signed",
        "Nothing proves that anybody named here signed index {0}: signed are its images for {1} alone, and a signature of one platform says nothing of the others.",
        "Sign it with 'dotnet wolfi sign', which signs an index and each of its images; or name one platform's image by its digest.");

    /// <summary>A signature of the index where one of the image was asked for.</summary>
    public static DiagnosticDescriptor OnlyIndexSigned { get; } = Error("WOLFI8102", "Image of an index not signed",
        "Nothing proves that anybody named here signed image {0} for {1}: signed is index {2} alone, and whoever pulls the image by its own digest finds no signature.",
        "Sign it with 'dotnet wolfi sign', which signs an index and each of its images.");

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);
}
