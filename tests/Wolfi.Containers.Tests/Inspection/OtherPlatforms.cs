using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Tests.Inspection;

/// <summary>An image as that of another platform.</summary>
internal static class OtherPlatforms
{
    /// <summary>The same layers under a config of that platform. Its own record says otherwise.</summary>
    public static Image For(this Image image, Platform platform)
    {
        Document<ImageConfig> config = (image.Config.Value with { Os = platform.Os, Architecture = platform.Architecture, Variant = platform.Variant }).ToDocument();
        Document<ImageManifest> manifest = (image.Manifest.Value with
        {
            Config = image.Manifest.Value.Config with { Digest = config.Digest, Size = config.Bytes.Length },
        }).ToDocument();
        return new Image(manifest, config, image.Layers);
    }
}
