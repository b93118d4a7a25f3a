using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Json;

namespace Wolfi.SupplyChain.Bills;

/// <summary>A CycloneDX document.</summary>
internal sealed class CycloneDxBill : AttachedBill
{
    private readonly string _described;

    private CycloneDxBill(ReadOnlyMemory<byte> bytes, string described, string? subject, ImmutableArray<ListedComponent> components)
        : base(bytes, subject, components) => _described = described;

    public static CycloneDxBill Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        JsonPart version = top.Require("specVersion");
        if (top.Text("bomFormat") != "CycloneDX" || version.AsText() is not ("1.5" or "1.6" or "1.7"))
        {
            throw version.Fault(EvidenceFault.Unsupported, $"is '{Shown.Text(version.AsText())}'; CycloneDX 1.5 to 1.7 is read");
        }

        top.Text("serialNumber");
        JsonPart subject = top.Require("metadata").Require("component");
        foreach (JsonPart dependency in top.Require("dependencies").Items(Limits.BillComponents))
        {
            dependency.Require("ref").AsText();
            if (dependency.Find("dependsOn")?.Items(Limits.BillComponents).Any(item => !item.IsText) == true)
            {
                throw dependency.Fault("depends on what is no reference");
            }
        }

        return new CycloneDxBill(
            bytes,
            subject.Require("bom-ref").AsText(),
            subject.Text("version"),
            [.. (top.Find("components")?.Items(Limits.BillComponents) ?? []).Select(ReadComponent)]);
    });

    private protected override void Reduce(JsonObject document, HashSet<string> kept, string source)
    {
        if (document["serialNumber"] is { } serial)
        {
            document["serialNumber"] = $"urn:uuid:{NameBasedId.Of("CycloneDX part", $"{serial} {source}"):D}";
        }

        if (document["components"] is JsonArray components)
        {
            RemoveWhere(components, component => !kept.Contains(Text(component, "bom-ref")));
        }

        JsonArray dependencies = document["dependencies"]!.AsArray();
        RemoveWhere(dependencies, dependency => Text(dependency, "ref") != _described && !kept.Contains(Text(dependency, "ref")));
        HashSet<string> reached = [];
        foreach (JsonArray on in dependencies.Select(dependency => dependency!["dependsOn"]).OfType<JsonArray>())
        {
            for (int i = on.Count - 1; i >= 0; i--)
            {
                if (!kept.Contains((string)on[i]!))
                {
                    on.RemoveAt(i);
                }
            }

            reached.UnionWith(on.Select(item => (string)item!));
        }

        if (dependencies.Select(dependency => dependency!.AsObject()).FirstOrDefault(dependency => Text(dependency, "ref") == _described) is { } root)
        {
            IEnumerable<string> direct = (root["dependsOn"]?.AsArray().Select(item => (string)item!) ?? []).Concat(kept.Where(id => !reached.Contains(id)));
            root["dependsOn"] = new JsonArray([.. direct.Order(StringComparer.Ordinal).Select(id => (JsonNode)id)]);
        }

        // What was complete is a part now.
        document["compositions"] = new JsonArray(new JsonObject { ["aggregate"] = "incomplete", ["assemblies"] = new JsonArray((JsonNode)_described) });
    }

    private static ListedComponent ReadComponent(JsonPart part) => new(
        part.Require("bom-ref").AsText(),
        part.Require("name").AsText(),
        part.Text("version"),
        part.Text("purl"),
        LicenceOf(part),
        (part.Find("properties")?.Items(Limits.BillComponents) ?? []).Where(property => property.Text("name") == CycloneDxWriter.SourceProperty)
            .Select(property => SourceNames.Find(property.Text("value"))).FirstOrDefault() ?? ComponentSource.Unknown);

    private static string? LicenceOf(JsonPart part)
    {
        string[] licences = [.. (part.Find("licenses")?.Items(Limits.DescriptorMembers) ?? [])
            .Select(item => item.Text("expression") ?? item.Find("license")?.Text("id") ?? item.Find("license")?.Text("name")).OfType<string>()];
        return licences.Length == 0 || licences is ["NOASSERTION"] ? null : string.Join(" AND ", licences);
    }
}
