using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>Matches an image's layers with its record: packages, proof, the app's packages, state, and nothing else.</summary>
internal static class RecordedLayers
{
    /// <summary>The layers with what they are.</summary>
    /// <exception cref="WolfiException">Record and layers disagree.</exception>
    public static ImmutableArray<InspectedLayer> Match(Image image, RecordedImage record)
    {
        const int written = 2;
        int expected = record.Packages.Length + record.App.Length + written;
        if (image.Layers.Length != expected)
        {
            throw ImageInputErrors.RecordDiffers.Fail(image.Digest, $"it has {image.Layers.Length} layers where the record makes {expected}");
        }

        ImmutableArray<InspectedLayer>.Builder layers = ImmutableArray.CreateBuilder<InspectedLayer>(expected);
        foreach (RecordedPackage package in record.Packages)
        {
            layers.Add(Package(image, layers.Count, LayerKind.Package, package));
        }

        layers.Add(Describe(image.Layers[layers.Count]) with { Kind = LayerKind.Proof, Class = ByteClass.Recomputed });
        foreach (RecordedPackage package in record.App)
        {
            layers.Add(Package(image, layers.Count, LayerKind.Team, package));
        }

        ByteClass state = record.HasDeclared ? ByteClass.Mixed : ByteClass.Recomputed;
        layers.Add(Describe(image.Layers[^1]) with { Kind = LayerKind.State, Class = state });
        return layers.MoveToImmutable();
    }

    /// <summary>A layer as the manifest has it.</summary>
    public static InspectedLayer Describe(ImageLayer layer) => new()
    {
        Digest = layer.Descriptor.Digest,
        DiffId = layer.DiffId,
        Size = layer.Descriptor.Size,
        MediaType = layer.Descriptor.MediaType,
    };

    // A tool that stores layers uncompressed gives them another digest: then nothing ties the layer to the package, and nobody answers for it.
    private static InspectedLayer Package(Image image, int index, LayerKind kind, RecordedPackage package)
    {
        ImageLayer layer = image.Layers[index];
        bool isVerbatim = layer.Descriptor.Digest.Hex == package.DataHash;
        return isVerbatim || IsUncompressed(layer)
            ? Describe(layer) with { Kind = kind, Class = isVerbatim ? package.Class : null, Package = package.Name, Version = package.Version }
            : throw ImageInputErrors.RecordDiffers.Fail(image.Digest, $"layer {index + 1} is not {package.Name}-{package.Version}");
    }

    private static bool IsUncompressed(ImageLayer layer) => MediaTypes.Find(layer.Descriptor.MediaType)?.Compression == LayerCompression.None;
}
