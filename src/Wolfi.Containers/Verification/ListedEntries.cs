using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Verification;

/// <summary>
/// Holds the list of a layout or archive, its <c>index.json</c>, to what it lists: no digest names that file, so each of its bytes must be one that
/// something else confirms. Names under which the place lists an image (tags) are the user's own, and stay free.
/// </summary>
internal static class ListedEntries
{
    private const string LayoutVersion = "1.0.0";

    // containerd notes where content came from; like tags these are names that the place itself gives.
    private const string ContainerdSource = "containerd.io/distribution.source.";

    private static readonly FrozenSet<string> s_names = FrozenSet.Create(StringComparer.Ordinal, AnnotationNames.RefName, AnnotationNames.ContainerdImageName);

    /// <summary>What is listed otherwise than it is, one sentence each.</summary>
    /// <param name="store">The place.</param>
    /// <param name="image">The image that is verified; null where it is an index, whose images the place does not list.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IEnumerable<string> Faults(ImageStore store, Image? image, CancellationToken cancellationToken)
    {
        if (store.IsShared)
        {
            yield break;
        }

        if (store.LayoutVersion is { } version && version != LayoutVersion)
        {
            yield return $"The oci-layout file of {store.Name} says the version '{version}', and there is none but {LayoutVersion}.";
        }

        if (Unread(store.Index) is { } place)
        {
            yield return $"The list of {store.Name} holds {place}, which nothing reads.";
        }

        // The account of the image holds the first entry of it to its documents.
        Descriptor? first = store.Index.Value.Manifests.FirstOrDefault(entry => entry.Digest == image?.Digest);
        foreach (Descriptor entry in store.Index.Value.Manifests)
        {
            if (FaultOf(entry, store, entry == first ? null : image, cancellationToken) is { } fault)
            {
                yield return $"The list of {store.Name} says of {entry.Digest} {fault}.";
            }
        }
    }

    private static string? FaultOf(Descriptor entry, ImageStore store, Image? image, CancellationToken cancellationToken)
    {
        if (entry.Digest == image?.Digest && ImageValidator.ValidateDocuments(image, entry) is [var finding, ..])
        {
            return $"what is not so: {finding.Message.TrimEnd('.')}";
        }

        try
        {
            if (MediaTypes.IsIndex(entry.MediaType))
            {
                ImageIndex index = store.ReadIndex(entry, cancellationToken).Value;
                return entry.Platform is { } platform ? $"that it is for {platform}, and an index is for none" : Difference(entry, index.ArtifactType, index.Annotations);
            }

            if (!MediaTypes.IsManifest(entry.MediaType))
            {
                return "that it is neither a manifest nor an index";
            }

            ImageManifest manifest = store.ReadManifest(entry, cancellationToken).Value;
            return Difference(entry, manifest.ArtifactType ?? manifest.Config.MediaType, manifest.Annotations);
        }
        catch (OciException)
        {
            // What is missing or damaged is told as that.
            return null;
        }
    }

    private static string? Difference(Descriptor entry, string? type, ImmutableSortedDictionary<string, string> annotations)
    {
        if (entry.ArtifactType is { } listed && listed != type)
        {
            return $"that its type is '{listed}', not '{type}'";
        }

        KeyValuePair<string, string> other = entry.Annotations.FirstOrDefault(annotation =>
            !s_names.Contains(annotation.Key)
            && !annotation.Key.StartsWith(ContainerdSource, StringComparison.Ordinal)
            && (!annotations.TryGetValue(annotation.Key, out string? value) || value != annotation.Value));
        return other.Key is null ? null : $"{other.Key}={other.Value}, which it does not say itself";
    }

    // The first member of the file that is not among those that were read of it.
    private static string? Unread(Document<ImageIndex> index)
    {
        using JsonDocument found = JsonDocument.Parse(index.Bytes);
        using JsonDocument read = JsonDocument.Parse(index.Value.ToDocument().Bytes);
        return Unread(found.RootElement, read.RootElement, "");
    }

    private static string? Unread(JsonElement found, JsonElement read, string place)
    {
        if (found.ValueKind == JsonValueKind.Object && read.ValueKind == JsonValueKind.Object)
        {
            return found.EnumerateObject()
                .Select(member => read.TryGetProperty(member.Name, out JsonElement known)
                    ? Unread(member.Value, known, $"{place}.{member.Name}")
                    : IsEmpty(member.Value) ? null : $"{place}.{member.Name}".TrimStart('.'))
                .FirstOrDefault(fault => fault is not null);
        }

        if (found.ValueKind == JsonValueKind.Array && read.ValueKind == JsonValueKind.Array && found.GetArrayLength() == read.GetArrayLength())
        {
            return found.EnumerateArray().Zip(read.EnumerateArray()).Index()
                .Select(pair => Unread(pair.Item.First, pair.Item.Second, $"{place}[{pair.Index}]"))
                .FirstOrDefault(fault => fault is not null);
        }

        return JsonElement.DeepEquals(found, read) ? null : place.TrimStart('.');
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
