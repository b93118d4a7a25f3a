using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.Containers.Inspection;

/// <summary>
/// Shares an image's files out among the sources of its code, from the image alone: the distribution's packages by the package database, the app's files
/// by the SBOM that each of its packages carries. What neither explains is unknown.
/// </summary>
public static class ImageSources
{
    private const int MostSbomBytes = 32 * 1024 * 1024;
    private static readonly string[] s_order = [SourceNames.Of(ComponentSource.Distribution), SourceNames.Of(ComponentSource.Upstream), SourceNames.Of(ComponentSource.Own), SourceShare.Recomputed, SourceShare.Unknown];

    /// <summary>The shares in a fixed order; sources without files are left out. Of an image of somebody else's all is unknown, so there are none.</summary>
    /// <param name="image">The image; its app's layers and those that this product wrote are read.</param>
    /// <param name="inspection">What is known of it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="WolfiException">A layer or an SBOM in one is damaged.</exception>
    public static ImmutableArray<SourceShare> Of(Image image, ImageInspection inspection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(inspection);
        if (inspection.Record is null)
        {
            return [];
        }

        Dictionary<string, (int Files, long Size)> sums = new(StringComparer.Ordinal);
        void Add(string source, int files, long size)
        {
            (int Files, long Size) sum = sums.GetValueOrDefault(source);
            sums[source] = (sum.Files + files, sum.Size + size);
        }

        try
        {
            Dictionary<string, InspectedPackage> packages = inspection.Packages.ToDictionary(package => package.Name, StringComparer.Ordinal);
            for (int i = 0; i < image.Layers.Length; i++)
            {
                InspectedLayer layer = inspection.Layers[i];
                if (layer is { Kind: LayerKind.Package, Package: { } name })
                {
                    Add(layer.Class is null or ByteClass.Untrusted ? SourceShare.Unknown : s_order[0], packages[name].Files, packages[name].InstalledSize);
                    continue;
                }

                foreach (ImmutableArray<(string Source, long Size)> file in ReadLayer(image.Layers[i], layer, inspection.Record, cancellationToken))
                {
                    // A file that was made of many counts as one of the source that most of it is from.
                    for (int part = 0; part < file.Length; part++)
                    {
                        Add(file[part].Source, part == file.Length - 1 ? 1 : 0, file[part].Size);
                    }
                }
            }
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
        catch (EvidenceException e)
        {
            throw ImageInputErrors.RecordDiffers.Fail(e, image.Digest, e.Message);
        }

        return [.. s_order.Where(sums.ContainsKey).Select(source => new SourceShare(source, sums[source].Files, sums[source].Size))];
    }

    private static IEnumerable<ImmutableArray<(string Source, long Size)>> ReadLayer(ImageLayer layer, InspectedLayer inspected, RecordedImage record, CancellationToken cancellationToken)
    {
        string? sbomPath = inspected.Kind == LayerKind.Team ? $"{PackageDescriptions.Folder}/{inspected.Package}-{inspected.Version}.spdx.json" : null;
        byte[]? sbom = null;
        List<(string Path, long Size)> files = [];
        using (LayerReader reader = new(layer.Blob, layer.Descriptor.MediaType))
        {
            while (reader.ReadNext(cancellationToken) is { } item)
            {
                if (item.Kind == LayerEntryKind.File)
                {
                    files.Add((item.Path, item.Size));
                    sbom = item.Path == sbomPath ? reader.ReadContent(MostSbomBytes) : sbom;
                }
            }
        }

        HashSet<string> declared = [.. record.DeclaredFiles.Select(path => path.Trim('/'))];
        ImmutableDictionary<string, ImmutableDictionary<string, string>> traced = sbom is null
            ? ImmutableDictionary<string, ImmutableDictionary<string, string>>.Empty
            : TracedFilesReader.Read(sbom, sbomPath!);
        return files.Select(file => inspected.Kind switch
        {
            LayerKind.Proof => [(s_order[0], file.Size)],
            LayerKind.Team when file.Path == sbomPath => [(SourceShare.Recomputed, file.Size)],
            LayerKind.Team => SourcesOf(traced.GetValueOrDefault(file.Path), file.Size),
            _ => (ImmutableArray<(string, long)>)
                [(declared.Contains(file.Path) || file.Path.StartsWith("usr/local/share/ca-certificates/", StringComparison.Ordinal) ? s_order[2] : SourceShare.Recomputed, file.Size)],
        });
    }

    private static ImmutableArray<(string Source, long Size)> SourcesOf(ImmutableDictionary<string, string>? facts, long size)
    {
        string source = SourceOf(facts);
        return source != SourceShare.Unknown && InputBytes.Share(facts!.GetValueOrDefault(PropertyNames.Prefix + PropertyNames.MadeOf), size) is { } shares ? shares : [(source, size)];
    }

    // A modified or unverified file is somebody's claim, not a trace.
    private static string SourceOf(ImmutableDictionary<string, string>? facts) =>
        facts is not null
        && TraceStateNames.Find(facts.GetValueOrDefault(PropertyNames.Prefix + PropertyNames.Trace)) is TraceState.Own or TraceState.Copied or TraceState.Derived
        && SourceNames.Find(facts.GetValueOrDefault(PropertyNames.Prefix + "source")) is ComponentSource.Own or ComponentSource.Upstream
            ? facts[PropertyNames.Prefix + "source"]
            : SourceShare.Unknown;
}
