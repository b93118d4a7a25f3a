using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.SupplyChain.Bills;

/// <summary>An SPDX 2.3 document.</summary>
internal sealed class SpdxBill : AttachedBill
{
    private const string DocumentId = "SPDXRef-DOCUMENT";
    private const string Nothing = "NOASSERTION";

    private readonly string _described;

    private SpdxBill(ReadOnlyMemory<byte> bytes, string described, string? subject, ImmutableArray<ListedComponent> components)
        : base(bytes, subject, components) => _described = described;

    public static SpdxBill Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        JsonPart version = top.Require("spdxVersion");
        if (version.AsText() != "SPDX-2.3")
        {
            throw version.Fault(EvidenceFault.Unsupported, $"is '{Shown.Text(version.AsText())}'; SPDX-2.3 is read");
        }

        top.Require("documentNamespace").AsText();
        string described = top.Require("documentDescribes").Items(Limits.BillComponents).Select(item => item.AsText()).FirstOrDefault() ?? throw top.Fault("describes nothing");
        foreach (JsonPart relationship in top.Require("relationships").Items(Limits.BillRelationships))
        {
            relationship.Require("spdxElementId").AsText();
            relationship.Require("relatedSpdxElement").AsText();
        }

        ListedComponent[] packages = [.. top.Require("packages").Items(Limits.BillComponents).Select(ReadPackage)];
        ListedComponent[] files = [.. (top.Find("files")?.Items(Limits.BillComponents) ?? []).Select(ReadFile)];
        return new SpdxBill(
            bytes,
            described,
            packages.FirstOrDefault(package => package.Id == described)?.Version,
            [.. packages.Where(package => package.Id != described), .. files]);
    });

    private protected override void Reduce(JsonObject document, HashSet<string> kept, string source)
    {
        HashSet<string> all = [.. kept, _described];
        string name = Text(document, "documentNamespace");
        document["documentNamespace"] = $"{name[..(name.LastIndexOf('/') + 1)]}{NameBasedId.Of("SPDX part", $"{name} {source}"):D}";
        RemoveWhere(document["packages"]!.AsArray(), package => !all.Contains(Text(package, "SPDXID")));
        if (document["files"] is JsonArray files)
        {
            RemoveWhere(files, file => !all.Contains(Text(file, "SPDXID")));
        }

        JsonArray relationships = document["relationships"]!.AsArray();
        all.Add(DocumentId);
        RemoveWhere(relationships, relationship => !all.Contains(Text(relationship, "spdxElementId")) || !all.Contains(Text(relationship, "relatedSpdxElement")));
        HashSet<string> reached = [.. relationships.Select(relationship => Text(relationship!.AsObject(), "relatedSpdxElement"))];
        foreach (string id in kept.Where(id => !reached.Contains(id)).Order(StringComparer.Ordinal))
        {
            relationships.Add((JsonNode)new JsonObject { ["spdxElementId"] = _described, ["relationshipType"] = "CONTAINS", ["relatedSpdxElement"] = id });
        }
    }

    private static ListedComponent ReadPackage(JsonPart part) => new(
        part.Require("SPDXID").AsText(),
        part.Require("name").AsText(),
        part.Text("versionInfo"),
        (part.Find("externalRefs")?.Items(Limits.DescriptorMembers) ?? []).Where(reference => reference.Text("referenceType") == "purl").Select(reference => reference.Text("referenceLocator")).FirstOrDefault(),
        part.Text("licenseDeclared") is { } licence && licence != Nothing ? licence : null,
        SourceIn(part.Text("sourceInfo")));

    private static ListedComponent ReadFile(JsonPart part) =>
        new(part.Require("SPDXID").AsText(), part.Require("fileName").AsText(), null, null, null, SourceIn(part.Text("comment")?.Split('\n')[0]));

    private static ComponentSource SourceIn(string? text) => text is not null && text.StartsWith(SpdxWriter.SourcePrefix, StringComparison.Ordinal)
        ? SourceNames.Find(text[SpdxWriter.SourcePrefix.Length..]) ?? ComponentSource.Unknown
        : ComponentSource.Unknown;
}
