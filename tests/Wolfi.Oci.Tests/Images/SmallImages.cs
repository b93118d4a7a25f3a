using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Oci.Tests.Images;

/// <summary>Builds small images for the tests.</summary>
internal static class SmallImages
{
    public static NewLayer Layer(params LayerEntry[] entries)
    {
        using MemoryStream stored = new();
        WrittenLayer layer = LayerWriter.Write(entries, stored, CancellationToken.None);
        return new NewLayer { Blob = BlobSource.FromBytes(stored.ToArray()), DiffId = layer.DiffId, CreatedBy = "test" };
    }

    public static NewLayer Layer(string file, string content) =>
        Layer(LayerEntry.Directory("etc", 0b111_101_101), LayerEntry.File($"etc/{file}", 0b110_100_100, System.Text.Encoding.UTF8.GetBytes(content)));

    public static ImageSettings Settings(Platform? platform = null) => new()
    {
        Platform = platform ?? Platform.LinuxAmd64,
        Created = 1_700_000_000,
        Container = new ContainerConfig { User = "65532:65532", Entrypoint = ["/app/app"], WorkingDir = "/app" },
        Annotations = Documents.Samples.Map((AnnotationNames.Title, "app")),
    };

    /// <summary>An image whose own layer does not compress, so that writing it takes a while.</summary>
    public static Image LargeImage(int seed, int size)
    {
        byte[] content = new byte[size];
        new Random(seed).NextBytes(content);
        return ImageAssembler.Assemble(Settings(), [Layer("base", "base"), Layer(LayerEntry.File("noise", 0b110_100_100, content))]);
    }

    /// <summary>The image with one blob of its layers replaced.</summary>
    public static Image With(this Image image, int layer, Func<BlobSource, BlobSource> replace) => new(
        image.Manifest,
        image.Config,
        image.Layers.SetItem(layer, image.Layers[layer] with { Blob = replace(image.Layers[layer].Blob) }));

    public static Image Image(string content = "content", Platform? platform = null) =>
        ImageAssembler.Assemble(Settings(platform), [Layer("base", "base"), Layer("own", content)]);
}
