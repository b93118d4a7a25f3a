using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>What manifests and indexes share.</summary>
internal static class DocumentHead
{
    private const int SchemaVersion = 2;

    /// <summary>The names that manifests and indexes know, of both, so that neither passes for the other.</summary>
    public static FrozenSet<string> Members { get; } =
        new[] { "schemaVersion", "mediaType", "artifactType", "config", "layers", "manifests", "subject", "annotations" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks version, kind and media type, and returns the media type.</summary>
    public static string Read(JsonPart top, string? expected, string defaultType, MediaTypeRole role)
    {
        top.RefuseVariantsOf(Members);
        if (top.Require("schemaVersion").AsNumber() != SchemaVersion)
        {
            throw top.Fault(OciFault.UnsupportedMediaType, $"has another schemaVersion than {SchemaVersion}");
        }

        // CVE-2021-41190: one document that two readers take for two things.
        if (top.Find("manifests") is not null && (top.Find("layers") is not null || top.Find("config") is not null))
        {
            throw top.Fault("is both a manifest and an index");
        }

        string mediaType = top.Find("mediaType") is { } part ? DescriptorJson.MediaType(part) : expected ?? defaultType;
        if (MediaTypes.Find(mediaType)?.Role != role)
        {
            throw top.Fault(OciFault.UnsupportedMediaType, $"has the media type '{mediaType}', which is no image {(role == MediaTypeRole.Index ? "index" : "manifest")}");
        }

        return expected is null || expected == mediaType
            ? mediaType
            : throw top.Fault(OciFault.UnsupportedMediaType, $"says '{mediaType}' where '{Shown.Text(expected)}' was announced");
    }

    public static ImmutableArray<Descriptor> Descriptors(JsonPart part, int limit) => part.Count <= limit
        ? [.. part.Items.Select(DescriptorJson.Read)]
        : throw part.Fault(OciFault.LimitExceeded, $"has {part.Count} entries; at most {limit} are read");

    public static void Write(CanonicalJsonWriter writer, string mediaType, string? artifactType)
    {
        writer.Name("schemaVersion");
        writer.Number(SchemaVersion);
        writer.Member("mediaType", mediaType);
        writer.Member("artifactType", artifactType);
    }

    public static void Write(CanonicalJsonWriter writer, ImmutableArray<Descriptor> descriptors)
    {
        writer.StartArray();
        foreach (Descriptor descriptor in descriptors)
        {
            DescriptorJson.Write(writer, descriptor);
        }

        writer.EndArray();
    }

    public static void WriteTail(CanonicalJsonWriter writer, Descriptor? subject, ImmutableSortedDictionary<string, string> annotations)
    {
        if (subject is not null)
        {
            writer.Name("subject");
            DescriptorJson.Write(writer, subject);
        }

        writer.Member("annotations", annotations);
        writer.EndObject();
    }
}
