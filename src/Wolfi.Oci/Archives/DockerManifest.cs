using System.Collections.Frozen;
using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Archives;

/// <summary>An entry of <c>manifest.json</c>, which <c>docker load</c> goes by.</summary>
/// <param name="Config">Path of the config in the archive.</param>
/// <param name="RepoTags">Names with tags.</param>
/// <param name="Layers">Paths of the layers in the archive, lowest first.</param>
internal sealed record DockerManifest(string Config, ImmutableArray<string> RepoTags, ImmutableArray<string> Layers)
{
    public const string FileName = "manifest.json";

    private static readonly FrozenSet<string> s_members = new[] { "Config", "RepoTags", "Layers" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The entry for an image whose blobs lie where <paramref name="place"/> says.</summary>
    public static DockerManifest Of(TaggedImage tagged, Func<Descriptor, string> place) => Of(tagged.Image, tagged.Repository, tagged.Tags, place);

    /// <summary>The entry for an image under some names.</summary>
    public static DockerManifest Of(Image image, ImageReference? repository, IEnumerable<string> tags, Func<Descriptor, string> place) => new(
        place(image.Manifest.Value.Config),
        repository is null ? [] : [.. tags.Select(tag => repository.WithTag(tag).Familiar)],
        [.. image.Layers.Select(layer => place(layer.Descriptor))]);

    public static BlobSource Write(IEnumerable<DockerManifest> entries)
    {
        CanonicalJsonWriter writer = new();
        writer.StartArray();
        foreach (DockerManifest entry in entries)
        {
            writer.StartObject();
            writer.Member("Config", entry.Config);
            writer.Name("RepoTags");
            WriteNames(writer, entry.RepoTags);
            writer.Name("Layers");
            WriteList(writer, entry.Layers);
            writer.EndObject();
        }

        writer.EndArray();
        return BlobSource.FromBytes(writer.Bytes);
    }

    public static ImmutableArray<DockerManifest> Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.ReadAny(bytes, name, top =>
        top.Count <= Limits.ArchiveImages
            ? top.Items.Select(ReadEntry).ToImmutableArray()
            : throw top.Fault(OciFault.LimitExceeded, $"has {top.Count} images; at most {Limits.ArchiveImages} are read"));

    private static DockerManifest ReadEntry(JsonPart part)
    {
        part.RefuseVariantsOf(s_members);
        DockerManifest entry = new(part.Require("Config").AsText(), part.Texts("RepoTags"), part.Texts("Layers"));
        return entry.Layers.Length <= Limits.Layers
            ? entry
            : throw part.Fault(OciFault.LimitExceeded, $"has {entry.Layers.Length} layers; at most {Limits.Layers} are read");
    }

    // docker save says null for an image without a name.
    private static void WriteNames(CanonicalJsonWriter writer, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            writer.Null();
        }
        else
        {
            WriteList(writer, names);
        }
    }

    private static void WriteList(CanonicalJsonWriter writer, ImmutableArray<string> texts)
    {
        writer.StartArray();
        foreach (string text in texts)
        {
            writer.String(text);
        }

        writer.EndArray();
    }
}
