using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>Tells what an image consists of, from the record and the package database inside it.</summary>
public static class ImageInspector
{
    private static readonly Dictionary<string, int> Databases = InstalledPackages.Paths.ToDictionary(path => path, _ => InspectionLimits.DatabaseBytes);

    private static readonly Dictionary<string, int> StateFiles = new(Databases) { [RecordedConfiguration.Path] = InspectionLimits.RecordBytes };

    /// <summary>Inspects an image. Of an image of ours only the last layer is read; of another one all that might hold a package database.</summary>
    /// <exception cref="WolfiException">What must be read of it is damaged or missing, or its record is not of these layers.</exception>
    public static ImageInspection Inspect(Image image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        try
        {
            Dictionary<string, byte[]> state = image.Layers.IsEmpty || !CanRead(image.Layers[^1])
                ? []
                : LayerFiles.Read(image.Layers[^1], StateFiles, cancellationToken);
            return state.TryGetValue(RecordedConfiguration.Path, out byte[]? record)
                ? InspectOurs(image, ReadRecord(image, record), DatabaseIn(state))
                : InspectForeign(image, DatabaseIn(state), cancellationToken);
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
    }

    private static ImageInspection InspectOurs(Image image, RecordedImage record, ImmutableArray<InspectedPackage>? database)
    {
        Dictionary<string, InspectedPackage> installed = (database ?? [])
            .GroupBy(package => package.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        ImmutableArray<InspectedLayer> layers = RecordedLayers.Match(image, record);
        int stored = layers.Count(layer => layer.Class is null);
        return Describe(image) with
        {
            Notes = stored == 0 ? [] : [$"{stored} layers were stored uncompressed by whatever copied the image: their digests are no longer those of the signed packages."],
            Record = record,
            Layers = layers,
            Packages = [.. layers.Where(layer => layer.Package is not null).Select(layer => Installed(image, layer, installed))],
        };
    }

    private static InspectedPackage Installed(Image image, InspectedLayer layer, Dictionary<string, InspectedPackage> installed) =>
        installed.TryGetValue(layer.Package!, out InspectedPackage? package) && package.Version == layer.Version
            ? package with { Layer = layer.Digest }
            : throw ImageInputErrors.RecordDiffers.Fail(image.Digest, $"the package database does not have {layer.Package}-{layer.Version}");

    private static ImageInspection InspectForeign(Image image, ImmutableArray<InspectedPackage>? database, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        for (int i = image.Layers.Length - 1; database is null && i >= 0; i--)
        {
            ImageLayer layer = image.Layers[i];
            if (!CanRead(layer))
            {
                notes.Add($"Layer {layer.Descriptor.Digest} was not looked into: its media type is '{layer.Descriptor.MediaType}'.");
            }
            else if (i < image.Layers.Length - 1)
            {
                database = DatabaseIn(LayerFiles.Read(layer, Databases, cancellationToken));
            }
        }

        return Describe(image) with { Packages = database ?? [], Notes = [.. notes] };
    }

    private static ImageInspection Describe(Image image) => new()
    {
        Digest = image.Digest,
        Size = image.Size,
        ConfigDigest = image.Config.Digest,
        Config = image.Config.Value,
        Layers = [.. image.Layers.Select(RecordedLayers.Describe)],
        Packages = [],
    };

    private static RecordedImage ReadRecord(Image image, byte[] bytes)
    {
        try
        {
            return RecordedImageReader.Read(bytes);
        }
        catch (FormatException e)
        {
            throw ImageInputErrors.RecordDiffers.Fail(e, image.Digest, e.Message);
        }
    }

    private static bool CanRead(ImageLayer layer) =>
        MediaTypes.Find(layer.Descriptor.MediaType) is
        {
            Role: MediaTypeRole.Layer,
            Compression: LayerCompression.None or LayerCompression.Gzip,
        };

    private static ImmutableArray<InspectedPackage>? DatabaseIn(Dictionary<string, byte[]> files) =>
        InstalledPackages.Paths.Where(files.ContainsKey).Select(path => (ImmutableArray<InspectedPackage>?)InstalledPackages.Read(files[path])).FirstOrDefault();
}
