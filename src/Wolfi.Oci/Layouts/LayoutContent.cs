using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Artifacts;
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

    /// <summary>The same, where each entry has its repository beside its tag (<c>io.containerd.image.name</c>): what is loaded gets its name from there.</summary>
    public static LayoutContent WithFullNames(params IEnumerable<TaggedImage> images) => Of(images, withFullNames: true);

    /// <summary>The same, with full names or without.</summary>
    internal static LayoutContent Of(IEnumerable<TaggedImage> images, bool withFullNames)
    {
        ArgumentNullException.ThrowIfNull(images);
        ImmutableArray<Descriptor>.Builder entries = ImmutableArray.CreateBuilder<Descriptor>();
        Dictionary<string, BlobSource> blobs = new(StringComparer.Ordinal);
        foreach (TaggedImage tagged in images)
        {
            entries.AddRange(Named(tagged.Image.Descriptor, tagged.Repository, tagged.Tags, withFullNames));
            entries.AddRange(EntriesOf(tagged.Attachments, tagged.TaggedAttachments));
            foreach (BlobSource blob in tagged.Image.Blobs.Concat(BlobsOf(tagged.Attachments, tagged.TaggedAttachments)))
            {
                blobs.TryAdd(blob.Digest.Hex, blob);
            }
        }

        return new LayoutContent(entries.DrainToImmutable(), blobs.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>An image for several platforms under its tags; what is attached to its index and its images follows it. The images have no entries of their own.</summary>
    public static LayoutContent Of(TaggedIndex tagged) => Of(tagged, withFullNames: false);

    /// <summary>The same, where each entry has its repository beside its tag.</summary>
    public static LayoutContent WithFullNames(TaggedIndex tagged) => Of(tagged, withFullNames: true);

    /// <summary>The same, with full names or without.</summary>
    internal static LayoutContent Of(TaggedIndex tagged, bool withFullNames)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        Dictionary<string, BlobSource> blobs = new(StringComparer.Ordinal);
        foreach (BlobSource blob in tagged.Image.Blobs.Concat(BlobsOf(tagged.Attachments, tagged.TaggedAttachments)))
        {
            blobs.TryAdd(blob.Digest.Hex, blob);
        }

        return new LayoutContent(
            [.. Named(tagged.Image.Descriptor, tagged.Repository, tagged.Tags, withFullNames), .. EntriesOf(tagged.Attachments, tagged.TaggedAttachments)],
            blobs.ToImmutableSortedDictionary(StringComparer.Ordinal));
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

    private static IEnumerable<Descriptor> EntriesOf(ImmutableArray<Artifact> attachments, ImmutableArray<TaggedAttachments> tagged) =>
        attachments.Select(artifact => artifact.Descriptor).Concat(tagged.Select(under => under.Descriptor));

    private static IEnumerable<BlobSource> BlobsOf(ImmutableArray<Artifact> attachments, ImmutableArray<TaggedAttachments> tagged) =>
        attachments.SelectMany(artifact => artifact.Blobs).Concat(tagged.SelectMany(under => under.Blobs));

    private static IEnumerable<Descriptor> Named(Descriptor root, References.ImageReference? repository, ImmutableSortedSet<string> tags, bool withFullNames) =>
        tags.IsEmpty ? [root] : tags.Select(tag => WithName(root, withFullNames ? repository : null, tag));

    private static Descriptor WithName(Descriptor root, References.ImageReference? repository, string tag)
    {
        ImmutableSortedDictionary<string, string> annotations = root.Annotations.SetItem(AnnotationNames.RefName, tag);
        return root with
        {
            Annotations = repository is null ? annotations : annotations.SetItem(AnnotationNames.ContainerdImageName, repository.WithTag(tag).ToString()),
        };
    }
}
