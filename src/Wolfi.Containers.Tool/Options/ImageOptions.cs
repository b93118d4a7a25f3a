using System.CommandLine;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Tool.Options;

/// <summary>Arguments and options that name an image.</summary>
internal static class ImageOptions
{
    /// <summary><c>IMAGE</c>.</summary>
    public static Argument<string> Image() => new("IMAGE")
    {
        Description = "REGISTRY/REPOSITORY[:TAG][@DIGEST], a layout's folder (./DIR or oci:DIR[:TAG]), docker-archive:FILE or oci-archive:FILE.",
    };

    /// <summary><c>--platform OS/ARCH</c>; null when not given.</summary>
    public static Option<Platform?> Platform() => new("--platform")
    {
        HelpName = "OS/ARCH",
        Description = "Which one of an image for several platforms, such as linux/arm64.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!Oci.Documents.Platform.TryParse(text, out Platform? parsed))
            {
                result.AddError($"--platform: '{text}' is no platform.");
            }

            return parsed;
        },
    };
}
