using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Statements;

/// <summary>Statements in JSON.</summary>
internal static class StatementJson
{
    public static Statement Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("_type", "subject", "predicateType", "predicate");
        string type = top.Require("_type").AsText();
        if (type is not (Statement.Type or Statement.OlderType))
        {
            throw top.Fault(EvidenceFault.Unsupported, $"is of the type '{Shown.Text(type)}', which is no in-toto statement that is read here");
        }

        JsonPart predicate = top.Require("predicate");
        if (!predicate.IsObject)
        {
            throw predicate.Fault("is not an object");
        }

        ImmutableArray<ResourceDescriptor> subjects = [.. top.Require("subject").Items(Limits.StatementSubjects).Select(ReadSubject)];
        return subjects.IsEmpty
            ? throw top.Fault("has no subject")
            : new Statement
            {
                Subjects = subjects,
                PredicateType = top.Require("predicateType").AsText(),
                Predicate = JsonMarshal.GetRawUtf8Value(predicate.Element).ToArray(),
            };
    });

    public static ReadOnlyMemory<byte> Write(Statement statement)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("_type", Statement.Type);
        writer.Name("subject");
        Write(writer, statement.Subjects);
        writer.Member("predicateType", statement.PredicateType);
        writer.Name("predicate");
        writer.Json(statement.Predicate.Span);
        writer.EndObject();
        return writer.Bytes;
    }

    public static void Write(CanonicalJsonWriter writer, ImmutableArray<ResourceDescriptor> descriptors)
    {
        writer.StartArray();
        foreach (ResourceDescriptor descriptor in descriptors)
        {
            writer.StartObject();
            writer.Member("name", descriptor.Name);
            writer.Member("uri", descriptor.Uri);
            writer.Member("digest", descriptor.Digest);
            writer.Member("downloadLocation", descriptor.DownloadLocation);
            writer.Member("mediaType", descriptor.MediaType);
            writer.Member("annotations", descriptor.Annotations);
            writer.EndObject();
        }

        writer.EndArray();
    }

    private static ResourceDescriptor ReadSubject(JsonPart part)
    {
        part.AllowOnly("name", "uri", "digest", "content", "downloadLocation", "mediaType", "annotations");
        ImmutableSortedDictionary<string, string> digest = Map(part, "digest");
        return digest.IsEmpty
            ? throw part.Fault("has no digest")
            : new ResourceDescriptor
            {
                Name = part.Text("name"),
                Uri = part.Text("uri"),
                Digest = digest,
                DownloadLocation = part.Text("downloadLocation"),
                MediaType = part.Text("mediaType"),
                Annotations = Map(part, "annotations"),
            };
    }

    private static ImmutableSortedDictionary<string, string> Map(JsonPart part, string name) =>
        (part.Find(name)?.Members(Limits.DescriptorMembers) ?? []).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.AsText(), StringComparer.Ordinal);
}
