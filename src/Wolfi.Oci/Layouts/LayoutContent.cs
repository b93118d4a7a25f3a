using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Layouts;

/// <summary>What an OCI layout holds, in a folder or in a tar: the entries of its <c>index.json</c> and its blobs.</summary>
public sealed record LayoutContent
{
    private LayoutContent(ImmutableArray<Descriptor> entries, ImmutableSortedDictionary<string, BlobSource> blobs)
    {
        Entries = entries;
        Blobs = blobs;
    }

    /// <summary>The entries of <c>index.json</c>.</summary>
    public ImmutableArray<Descriptor> Entries { get; }

    /// <summary>The blobs by the digits of their digest, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, BlobSource> Blobs { get; }

    /// <summary>The <c>oci-layout</c> file.</summary>
    internal static ReadOnlyMemory<byte> VersionFile { get; } = Encoding.ASCII.GetBytes("""{"imageLayoutVersion":"1.0.0"}""");

    /// <summary>Images under their tags: an entry for each tag, or a single one for an image without; what is attached to an image follows it.</summary>
    public static LayoutContent Of(params IEnumerable<TaggedImage> images) => Of(images, withFullNames: false);

    /// <summary>The same; full names are for archives, which loaders list under them.</summary>
    internal static LayoutContent Of(IEnumerable<TaggedImage> images, bool withFullNames)
    {
        ArgumentNullException.ThrowIfNull(images);
        ImmutableArray<Descriptor>.Builder entries = ImmutableArray.CreateBuilder<Descriptor>();
        Dictionary<string, BlobSource> blobs = new(StringComparer.Ordinal);
        foreach (TaggedImage tagged in images)
        {
            entries.AddRange(tagged.Tags.Select(tag => WithName(tagged, tag, withFullNames)));
            if (tagged.Tags.IsEmpty)
            {
                entries.Add(tagged.Image.Descriptor);
            }

            entries.AddRange(tagged.Attachments.Select(artifact => artifact.Descriptor));
            foreach (BlobSource blob in tagged.Image.Blobs.Concat(tagged.Attachments.SelectMany(artifact => artifact.Blobs)))
            {
                blobs.TryAdd(blob.Digest.Hex, blob);
            }
        }

        return new LayoutContent(entries.DrainToImmutable(), blobs.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The same with one more entry, such as an attached artifact or an index over several platforms, and the blobs that it needs.</summary>
    /// <exception cref="ArgumentException">The entry's own blob is not among the blobs.</exception>
    public LayoutContent With(Descriptor entry, params IEnumerable<BlobSource> blobs)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(blobs);
        ImmutableSortedDictionary<string, BlobSource> all = Blobs.SetItems(blobs.Select(blob => KeyValuePair.Create(blob.Digest.Hex, blob)));
        return all.ContainsKey(entry.Digest.Hex)
            ? new LayoutContent(Entries.Add(entry), all)
            : throw new ArgumentException($"Entry {entry.Digest} has no blob.", nameof(blobs));
    }

    /// <summary>The <c>index.json</c> file.</summary>
    internal ReadOnlyMemory<byte> IndexFile() => new ImageIndex { Manifests = Entries }.ToDocument().Bytes;

    private static Descriptor WithName(TaggedImage tagged, string tag, bool withFullName)
    {
        Descriptor descriptor = tagged.Image.Descriptor;
        ImmutableSortedDictionary<string, string> annotations = descriptor.Annotations.SetItem(AnnotationNames.RefName, tag);
        return descriptor with
        {
            Annotations = withFullName && tagged.Repository is { } repository
                ? annotations.SetItem(AnnotationNames.ContainerdImageName, repository.WithTag(tag).ToString())
                : annotations,
        };
    }
}
