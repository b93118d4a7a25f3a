using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.CycloneDx;

/// <summary>
/// Writes a bill of materials as CycloneDX 1.6 in JSON. Bytes are a function of the bill. Layers are left out, as the format has no place for
/// them; what a component was made from stands in its pedigree.
/// </summary>
public static class CycloneDxWriter
{
    /// <summary>Name of the property with a component's source.</summary>
    public const string SourceProperty = "wolfi-containers:source";

    /// <summary>The address of the document of a bill (a BOM-Link), by which another document leads to it.</summary>
    /// <param name="identity">The bill's identity (<see cref="BillCreation.Identity"/>).</param>
    public static string LinkTo(string identity) => $"urn:cdx:{SerialOf(identity):D}/1";

    /// <summary>The document.</summary>
    public static ReadOnlyMemory<byte> Write(BillOfMaterials bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        Dictionary<string, Component> components = bill.Components.Prepend(bill.Subject).ToDictionary(component => component.Id, StringComparer.Ordinal);
        ILookup<string, Component> ancestors = bill.Relationships
            .Where(relationship => relationship.Kind == RelationshipKind.GeneratedFrom && components[relationship.To].Kind == ComponentKind.Source)
            .ToLookup(relationship => relationship.From, relationship => components[relationship.To], StringComparer.Ordinal);
        CanonicalJsonWriter json = new();
        json.StartObject();
        json.Member("bomFormat", "CycloneDX");
        json.Member("specVersion", "1.6");
        json.Member("serialNumber", $"urn:uuid:{SerialOf(bill.Creation.Identity):D}");
        json.Name("version");
        json.Number(1);
        WriteMetadata(json, bill);
        json.Name("components");
        json.StartArray();
        foreach (Component component in bill.Components.Where(IsWritten))
        {
            WriteComponent(json, component, ancestors[component.Id], component.Id);
        }

        json.EndArray();
        WriteDependencies(json, bill, components);
        json.Name("compositions");
        json.StartArray();
        json.StartObject();
        json.Member("aggregate", bill.Creation.IsComplete ? "complete" : "incomplete");
        ImmutableArray<string> subject = [bill.Subject.Id];
        json.Member("assemblies", subject);
        json.Member("dependencies", subject);
        json.EndObject();
        json.EndArray();
        json.EndObject();
        return json.Bytes;
    }

    private static Guid SerialOf(string identity) => NameBasedId.Of("CycloneDX-1.6", identity);

    private static bool IsWritten(Component component) => component.Kind is not (ComponentKind.Layer or ComponentKind.Source);

    private static void WriteMetadata(CanonicalJsonWriter json, BillOfMaterials bill)
    {
        json.Name("metadata");
        json.StartObject();
        json.Member("timestamp", DateTimeOffset.FromUnixTimeSeconds(bill.Creation.Created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.Name("lifecycles");
        json.StartArray();
        json.StartObject();
        json.Member("phase", "build");
        json.EndObject();
        json.EndArray();
        json.Name("tools");
        json.StartObject();
        json.Name("components");
        json.StartArray();
        json.StartObject();
        json.Member("type", "application");
        json.Member("name", bill.Creation.Tool);
        json.Member("version", bill.Creation.ToolVersion);
        json.EndObject();
        json.EndArray();
        json.EndObject();
        if (bill.Creation.Author is { } author)
        {
            json.Name("manufacturer");
            WriteOrganization(json, author);
        }

        json.Name("component");
        WriteComponent(json, bill.Subject, [], bill.Subject.Id);
        json.EndObject();
    }

    // The order of members is the schema's.
    private static void WriteComponent(CanonicalJsonWriter json, Component component, IEnumerable<Component> ancestors, string? reference)
    {
        json.StartObject();
        json.Member("type", TypeOf(component.Kind));
        json.Member("bom-ref", reference);
        if (component.Supplier is { } supplier)
        {
            json.Name("supplier");
            WriteOrganization(json, supplier);
        }

        if (component.Originator is { } originator)
        {
            json.Name("manufacturer");
            WriteOrganization(json, originator);
        }

        json.Member("name", component.Name);
        json.Member("version", component.Version);
        json.Member("description", component.Description);
        WriteHashes(json, component.Hashes);
        WriteLicences(json, component.Licence);
        json.Member("copyright", component.Copyright);
        json.Member("purl", component.Purl);
        WritePedigree(json, [.. ancestors]);
        WriteReferences(json, component);
        WriteProperties(json, component);
        WriteEvidence(json, component);
        json.EndObject();
    }

    private static void WriteOrganization(CanonicalJsonWriter json, string name)
    {
        json.StartObject();
        json.Member("name", name);
        json.EndObject();
    }

    private static void WriteHashes(CanonicalJsonWriter json, ImmutableArray<ContentHash> hashes)
    {
        if (hashes.IsEmpty)
        {
            return;
        }

        json.Name("hashes");
        json.StartArray();
        foreach (ContentHash hash in hashes)
        {
            json.StartObject();
            json.Member("alg", hash.Algorithm switch { HashKind.Sha1 => "SHA-1", HashKind.Sha256 => "SHA-256", _ => "SHA-512" });
            json.Member("content", hash.Hex);
            json.EndObject();
        }

        json.EndArray();
    }

    // One expression, or licences by id or name: the format allows no mix. That nothing is declared is said, too.
    private static void WriteLicences(CanonicalJsonWriter json, LicenceExpression? licence)
    {
        json.Name("licenses");
        json.StartArray();
        json.StartObject();
        bool isSingle = licence is null || licence.IsListed || (licence.Extracted is [var only] && only.Id == licence.Text);
        if (!isSingle)
        {
            json.Member("expression", licence!.Text);
            json.Member("acknowledgement", "declared");
        }
        else
        {
            json.Name("license");
            json.StartObject();
            json.Member("id", licence is { IsListed: true } ? licence.Text : null);
            json.Member("name", licence is null ? "NOASSERTION" : licence.IsListed ? null : licence.Extracted[0].Name);
            json.Member("acknowledgement", licence is null ? null : "declared");
            json.EndObject();
        }

        json.EndObject();
        json.EndArray();
    }

    private static void WritePedigree(CanonicalJsonWriter json, ImmutableArray<Component> ancestors)
    {
        if (ancestors.IsEmpty)
        {
            return;
        }

        json.Name("pedigree");
        json.StartObject();
        json.Name("ancestors");
        json.StartArray();
        foreach (Component ancestor in ancestors)
        {
            WriteComponent(json, ancestor, [], reference: null);
        }

        json.EndArray();
        json.EndObject();
    }

    private static void WriteReferences(CanonicalJsonWriter json, Component component)
    {
        ImmutableArray<ComponentReference> references = component.DownloadLocation is { } location && Uri.TryCreate(location, UriKind.Absolute, out _)
            ? component.References.Insert(0, new ComponentReference(ReferenceKind.Distribution, location))
            : component.References;
        if (references.IsEmpty)
        {
            return;
        }

        json.Name("externalReferences");
        json.StartArray();
        foreach (ComponentReference reference in references)
        {
            json.StartObject();
            json.Member("type", reference.Kind switch { ReferenceKind.Website => "website", ReferenceKind.SourceControl => "vcs", ReferenceKind.Bill => "bom", _ => "distribution" });
            json.Member("url", reference.Url);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteProperties(CanonicalJsonWriter json, Component component)
    {
        json.Name("properties");
        json.StartArray();
        foreach ((string name, string value) in component.Properties.Add(SourceProperty, SourceNames.Of(component.Source)))
        {
            json.StartObject();
            json.Member("name", name);
            json.Member("value", value);
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteEvidence(CanonicalJsonWriter json, Component component)
    {
        if (component.Paths.IsEmpty)
        {
            return;
        }

        json.Name("evidence");
        json.StartObject();
        json.Name("occurrences");
        json.StartArray();
        foreach (string path in component.Paths)
        {
            json.StartObject();
            json.Member("location", "/" + path);
            json.EndObject();
        }

        json.EndArray();
        json.EndObject();
    }

    // The format has one kind of edge: a part is what the whole depends on. That a part is a variant of the whole would lead back.
    private static void WriteDependencies(CanonicalJsonWriter json, BillOfMaterials bill, Dictionary<string, Component> components)
    {
        ILookup<string, string> edges = bill.Relationships
            .Where(relationship => relationship.Kind != RelationshipKind.VariantOf && IsWritten(components[relationship.From]) && IsWritten(components[relationship.To]))
            .ToLookup(relationship => relationship.From, relationship => relationship.To, StringComparer.Ordinal);
        json.Name("dependencies");
        json.StartArray();
        foreach (Component component in bill.Components.Where(IsWritten).Prepend(bill.Subject))
        {
            json.StartObject();
            json.Member("ref", component.Id);
            json.Member("dependsOn", edges[component.Id].Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray());
            json.EndObject();
        }

        json.EndArray();
    }

    private static string TypeOf(ComponentKind kind) => kind switch
    {
        ComponentKind.Image => "container",
        ComponentKind.OperatingSystem => "operating-system",
        ComponentKind.AppPackage or ComponentKind.Project => "application",
        ComponentKind.Framework => "framework",
        ComponentKind.File => "file",
        _ => "library",
    };
}
