using System.Collections.Immutable;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Vex;

/// <summary>OpenVEX documents in JSON.</summary>
internal static class VexJson
{
    private const string Justification = "justification";
    private const string Impact = "impact_statement";
    private const string Action = "action_statement";
    private const string ActionTime = "action_statement_timestamp";
    private const string Updated = "last_updated";

    private static readonly ImmutableArray<string> s_texts = [Updated, "supplier", "status_notes", Justification, Impact, Action, ActionTime];

    private static readonly ImmutableArray<string> s_justifications =
    [
        "component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
        "vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist",
    ];

    public static VexDocument Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.AllowOnly("@context", "@id", "author", "role", "timestamp", Updated, "version", "tooling", "statements");
        JsonPart context = top.Require("@context");
        if (context.AsText() != VexDocument.Context)
        {
            throw context.Fault(EvidenceFault.Unsupported, $"is '{Shown.Text(context.AsText())}'; OpenVEX 0.2.0 ('{VexDocument.Context}') is read");
        }

        RequireText(top, "@id");
        if (top.Require("version").AsNumber() < 1)
        {
            throw top.Fault("has a version below 1");
        }

        string timestamp = Time(top.Require("timestamp"));
        ImmutableArray<VexStatement> statements = [.. top.Require("statements").Items(Limits.VexStatements).Select(part => ReadStatement(part, timestamp))];
        return statements.IsEmpty
            ? throw top.Fault("has no statement")
            : new VexDocument { Author = RequireText(top, "author"), Timestamp = timestamp, Statements = statements };
    });

    /// <summary>Writes statements, of one product and at most one component each, as an array.</summary>
    public static ReadOnlyMemory<byte> Write(IEnumerable<VexStatement> statements)
    {
        CanonicalJsonWriter writer = new();
        writer.StartArray();
        foreach (VexStatement statement in statements)
        {
            Write(writer, statement);
        }

        writer.EndArray();
        return writer.Bytes;
    }

    private static VexStatement ReadStatement(JsonPart part, string timestamp)
    {
        part.AllowOnly(
            "@id", "version", "vulnerability", "timestamp", Updated, "products", "status", "supplier", "status_notes", Justification, Impact, Action, ActionTime);
        ImmutableSortedDictionary<string, string> texts = s_texts
            .Select(name => KeyValuePair.Create(name, part.Text(name)))
            .Where(pair => pair.Value is not null)
            .ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal);
        JsonPart statusPart = part.Require("status");
        VexStatus status = statusPart.AsText() switch
        {
            "not_affected" => VexStatus.NotAffected,
            "affected" => VexStatus.Affected,
            "fixed" => VexStatus.Fixed,
            "under_investigation" => VexStatus.UnderInvestigation,
            var other => throw statusPart.Fault($"is '{Shown.Text(other)}', which is no status"),
        };
        if (texts.GetValueOrDefault(Justification) is { } justification && !s_justifications.Contains(justification))
        {
            throw part.Fault($"has the justification '{Shown.Text(justification)}', which is none");
        }

        if (status == VexStatus.NotAffected && !texts.ContainsKey(Justification) && !texts.ContainsKey(Impact))
        {
            throw part.Fault($"says 'not_affected' without '{Justification}' or '{Impact}'");
        }

        if (status == VexStatus.Affected && !texts.ContainsKey(Action))
        {
            throw part.Fault($"says 'affected' without '{Action}'");
        }

        foreach (string time in new[] { Updated, ActionTime })
        {
            if (part.Find(time) is { } given)
            {
                Time(given);
            }
        }

        return new VexStatement
        {
            Vulnerability = ReadVulnerability(part.Require("vulnerability")),
            Timestamp = part.Find("timestamp") is { } own ? Time(own) : timestamp,
            Products = [.. (part.Find("products")?.Items(Limits.VexProducts) ?? []).Select(ReadProduct)],
            Status = status,
            Texts = texts,
        };
    }

    private static VexVulnerability ReadVulnerability(JsonPart part)
    {
        part.AllowOnly("@id", "name", "description", "aliases");
        return new VexVulnerability(RequireText(part, "name"))
        {
            Id = part.Text("@id"),
            Description = part.Text("description"),
            Aliases = [.. (part.Find("aliases")?.Items(Limits.VexProducts) ?? []).Select(alias => alias.AsText())],
        };
    }

    private static VexProduct ReadProduct(JsonPart part)
    {
        part.AllowOnly("@id", "identifiers", "hashes", "subcomponents");
        return new VexProduct(NameOf(part), [.. (part.Find("subcomponents")?.Items(Limits.VexProducts) ?? []).Select(ReadComponent)]);
    }

    private static string ReadComponent(JsonPart part)
    {
        part.AllowOnly("@id", "identifiers", "hashes");
        return NameOf(part);
    }

    private static string NameOf(JsonPart part)
    {
        JsonPart? identifiers = part.Find("identifiers");
        identifiers?.AllowOnly("purl", "cpe22", "cpe23");
        return identifiers?.Text("purl") ?? part.Text("@id") ?? identifiers?.Text("cpe23") ?? identifiers?.Text("cpe22")
            ?? throw part.Fault("has neither '@id' nor an identifier");
    }

    private static string RequireText(JsonPart part, string name)
    {
        JsonPart text = part.Require(name);
        return text.AsText() is { Length: > 0 } value ? value : throw text.Fault("is empty");
    }

    private static string Time(JsonPart part) => VexTimes.TryParse(part.AsText(), out _) ? part.AsText() : throw part.Fault($"is no time (RFC 3339): '{Shown.Text(part.AsText())}'");

    private static void Write(CanonicalJsonWriter writer, VexStatement statement)
    {
        VexVulnerability vulnerability = statement.Vulnerability;
        writer.StartObject();
        writer.Name("vulnerability");
        writer.StartObject();
        writer.Member("@id", vulnerability.Id);
        writer.Member("name", vulnerability.Name);
        writer.Member("description", vulnerability.Description);
        writer.Member("aliases", vulnerability.Aliases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray());
        writer.EndObject();
        writer.Member("timestamp", statement.Timestamp);
        writer.Name("products");
        writer.StartArray();
        foreach (VexProduct product in statement.Products)
        {
            writer.StartObject();
            WriteName(writer, product.Name);
            if (!product.Components.IsEmpty)
            {
                writer.Name("subcomponents");
                writer.StartArray();
                foreach (string component in product.Components)
                {
                    writer.StartObject();
                    WriteName(writer, component);
                    writer.EndObject();
                }

                writer.EndArray();
            }

            writer.EndObject();
        }

        writer.EndArray();
        writer.Member("status", statement.Status switch
        {
            VexStatus.NotAffected => "not_affected",
            VexStatus.Affected => "affected",
            VexStatus.Fixed => "fixed",
            _ => "under_investigation",
        });
        foreach (string name in s_texts)
        {
            writer.Member(name, statement.Texts.GetValueOrDefault(name));
        }

        writer.EndObject();
    }

    private static void WriteName(CanonicalJsonWriter writer, string name)
    {
        writer.Member("@id", name);
        writer.Name("identifiers");
        writer.StartObject();
        writer.Member("purl", name);
        writer.EndObject();
    }
}
