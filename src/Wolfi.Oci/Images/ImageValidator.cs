using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Layers;

namespace Wolfi.Oci.Images;

/// <summary>Checks a whole image: that its documents agree with each other and its layers with them. All findings are returned, in a fixed order.</summary>
public static class ImageValidator
{
    private const int GzipFlagsOffset = 3;
    private const int GzipExtraField = 4;

    /// <summary>Checks the documents, then reads every layer: size, digest, diff id, exactly one gzip member with nothing behind it, a sound tar.</summary>
    /// <param name="image">The image.</param>
    /// <param name="entry">What an index says of it; null when it stands in none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ImageFinding> Validate(Image image, Descriptor? entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ImmutableArray<ImageFinding>[] layers = new ImmutableArray<ImageFinding>[image.Layers.Length];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, 4), CancellationToken = cancellationToken };
        try
        {
            Parallel.For(0, layers.Length, options, i => layers[i] = [.. CheckContent(image.Layers[i], i, cancellationToken)]);
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        return [.. ValidateDocuments(image, entry), .. layers.SelectMany(findings => findings)];
    }

    /// <summary>Checks the documents only; no blob is opened.</summary>
    /// <param name="image">The image.</param>
    /// <param name="entry">What an index says of it; null when it stands in none.</param>
    public static ImmutableArray<ImageFinding> ValidateDocuments(Image image, Descriptor? entry)
    {
        ArgumentNullException.ThrowIfNull(image);
        DocumentChecks checks = new(image);
        checks.CheckEntry(entry);
        checks.CheckConfig();
        checks.CheckLayers();
        return checks.Findings;
    }

    private static IEnumerable<ImageFinding> CheckContent(ImageLayer layer, int number, CancellationToken cancellationToken)
    {
        if (MediaTypes.Find(layer.Descriptor.MediaType) is not { Role: MediaTypeRole.Layer } type)
        {
            // Said of the documents already, and how to read it is unknown.
            yield break;
        }

        ImageFinding Finding(OciFault fault, string message) => new(fault, message, number, layer.Descriptor.Digest);
        (Digest? diffId, OciException? failure) = Read(layer, type, cancellationToken);
        if (failure is not null)
        {
            yield return Finding(failure.Fault, failure.Message);
        }
        else if (diffId is null)
        {
            yield return Finding(OciFault.UnsupportedMediaType, $"Layer {number} ({layer.Descriptor.Digest}) is compressed with Zstandard; its diff id can't be checked here.");
        }
        else if (layer.DiffId is not null && diffId != layer.DiffId)
        {
            yield return Finding(OciFault.DigestMismatch, $"Layer {number} ({layer.Descriptor.Digest}) has the diff id {diffId} where the config says {layer.DiffId}.");
        }

        if (failure is null && type.Compression == LayerCompression.Gzip && HasExtraField(layer))
        {
            yield return Finding(OciFault.MalformedLayer, $"Layer {number} ({layer.Descriptor.Digest}) has an extra field in its gzip header.");
        }
    }

    private static (Digest? DiffId, OciException? Failure) Read(ImageLayer layer, MediaType type, CancellationToken cancellationToken)
    {
        try
        {
            if (type.Compression == LayerCompression.Zstd)
            {
                layer.Blob.Verify(cancellationToken);
                return (null, null);
            }

            using LayerReader reader = new(layer.Blob, type.Name);
            while (reader.ReadNext(cancellationToken) is not null)
            {
            }

            return (reader.DiffId, null);
        }
        catch (OciException exception)
        {
            return (null, exception);
        }
    }

    private static bool HasExtraField(ImageLayer layer)
    {
        Span<byte> head = stackalloc byte[GzipFlagsOffset + 1];
        using Stream content = layer.Blob.Open();
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && (head[GzipFlagsOffset] & GzipExtraField) != 0;
    }
}
