using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Spdx;

/// <summary>
/// Writes a bill of materials as SPDX 2.3 in JSON. Bytes are a function of the bill. A component's source stands in <c>sourceInfo</c> and its properties
/// in <c>comment</c>, as lines of <c>name=value</c>.
/// </summary>
public static class SpdxWriter
{
    /// <summary>Begins the line of <c>sourceInfo</c> that names a component's source.</summary>
    public const string SourcePrefix = "wolfi-containers:source=";

    private const string Nothing = "NOASSERTION";
    private const string Namespace = "https://wolfi-containers.github.io/spdx";

    /// <summary>The document.</summary>
    public static ReadOnlyMemory<byte> Write(BillOfMaterials bill)
    {
        ArgumentNullException.ThrowIfNull(bill);
        SpdxIds ids = new(bill);
        CanonicalJsonWriter json = new();
        json.StartObject();
        json.Member("spdxVersion", "SPDX-2.3");
        json.Member("dataLicense", "CC0-1.0");
        json.Member("SPDXID", SpdxIds.Document);
        json.Member("name", bill.Subject.Version is { } version ? $"{bill.Subject.Name}@{version}" : bill.Subject.Name);
        json.Member("documentNamespace", $"{Namespace}/{Uri.EscapeDataString(bill.Subject.Name)}/{NameBasedId.Of("SPDX-2.3", bill.Creation.Identity):D}");
        WriteCreation(json, bill.Creation);
        ImmutableArray<string> described = [ids.Of(bill.Subject.Id)];
        json.Member("documentDescribes", described);
        Array(json, "packages", bill.Components.Where(component => component.Kind != ComponentKind.File).Prepend(bill.Subject), component => WritePackage(json, component, ids));
        Array(json, "files", bill.Components.Where(component => component.Kind == ComponentKind.File), component => WriteFile(json, component, ids));
        WriteLicences(json, bill);
        WriteRelationships(json, bill, ids);
        json.EndObject();
        return json.Bytes;
    }

    private static void WriteCreation(CanonicalJsonWriter json, BillCreation creation)
    {
        json.Name("creationInfo");
        json.StartObject();
        json.Member("created", DateTimeOffset.FromUnixTimeSeconds(creation.Created).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        ImmutableArray<string> creators = [$"Tool: {creation.Tool}-{creation.ToolVersion}"];
        json.Member("creators", creation.Author is { } author ? creators.Add($"Organization: {author}") : creators);
        json.Member("licenseListVersion", LicenceList.Version);
        json.Member("comment", "Generation context: build.");
        json.EndObject();
    }

    private static void WritePackage(CanonicalJsonWriter json, Component component, SpdxIds ids)
    {
        json.Member("SPDXID", ids.Of(component.Id));
        json.Member("name", component.Name);
        json.Member("versionInfo", component.Version);
        json.Member("primaryPackagePurpose", Purpose(component.Kind));
        json.Member("supplier", component.Supplier is { } supplier ? $"Organization: {supplier}" : Nothing);
        json.Member("originator", component.Originator is { } originator ? $"Organization: {originator}" : null);
        json.Member("downloadLocation", component.DownloadLocation ?? Nothing);
        json.Name("filesAnalyzed");
        json.Boolean(false);
        WriteHashes(json, component.Hashes);
        json.Member("homepage", component.References.FirstOrDefault(reference => reference.Kind == ReferenceKind.Website)?.Url);
        json.Member("sourceInfo", SourcePrefix + SourceNames.Of(component.Source));
        json.Member("licenseConcluded", Nothing);
        json.Member("licenseDeclared", component.Licence?.Text ?? Nothing);
        json.Member("copyrightText", component.Copyright ?? Nothing);
        json.Member("summary", component.Description);
        json.Member("comment", Comment(component));
        if (component.Purl is { } purl)
        {
            Array(json, "externalRefs", [purl], locator =>
            {
                json.Member("referenceCategory", "PACKAGE-MANAGER");
                json.Member("referenceType", "purl");
                json.Member("referenceLocator", locator);
            });
        }
    }

    private static void WriteFile(CanonicalJsonWriter json, Component component, SpdxIds ids)
    {
        json.Member("SPDXID", ids.Of(component.Id));
        json.Member("fileName", "/" + component.Name);
        WriteHashes(json, component.Hashes);
        json.Member("licenseConcluded", Nothing);
        json.Member("copyrightText", Nothing);
        json.Member("comment", Comment(component));
    }

    private static string? Comment(Component component)
    {
        IEnumerable<string> lines = component.Properties.Select(property => $"{property.Key}={property.Value}");
        if (component.Kind == ComponentKind.File)
        {
            lines = lines.Prepend(SourcePrefix + SourceNames.Of(component.Source));
        }

        string text = string.Join('\n', lines.Concat(component.Paths.Select(path => $"wolfi-containers:path=/{path}")));
        return text.Length == 0 ? null : text;
    }

    private static void WriteHashes(CanonicalJsonWriter json, ImmutableArray<ContentHash> hashes) => Array(json, "checksums", hashes, hash =>
    {
        json.Member("algorithm", hash.Algorithm switch { HashKind.Sha1 => "SHA1", HashKind.Sha256 => "SHA256", _ => "SHA512" });
        json.Member("checksumValue", hash.Hex);
    });

    private static void WriteLicences(CanonicalJsonWriter json, BillOfMaterials bill) => Array(
        json,
        "hasExtractedLicensingInfos",
        bill.Components.Prepend(bill.Subject)
            .SelectMany(component => component.Licence?.Extracted ?? [])
            .DistinctBy(licence => licence.Id, StringComparer.Ordinal)
            .OrderBy(licence => licence.Id, StringComparer.Ordinal),
        licence =>
        {
            json.Member("licenseId", licence.Id);
            json.Member("name", licence.Name);
            json.Member("extractedText", licence.Text);
        });

    private static void WriteRelationships(CanonicalJsonWriter json, BillOfMaterials bill, SpdxIds ids)
    {
        IEnumerable<(string From, string Type, string To)> described = [(SpdxIds.Document, "DESCRIBES", ids.Of(bill.Subject.Id))];
        Array(json, "relationships", described.Concat(bill.Relationships.Select(relationship => (From: ids.Of(relationship.From), Type: TypeOf(relationship.Kind), To: ids.Of(relationship.To)))), relationship =>
        {
            json.Member("spdxElementId", relationship.From);
            json.Member("relationshipType", relationship.Type);
            json.Member("relatedSpdxElement", relationship.To);
        });
    }

    private static void Array<T>(CanonicalJsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        bool any = false;
        foreach (T item in items)
        {
            if (!any)
            {
                any = true;
                json.Name(name);
                json.StartArray();
            }

            json.StartObject();
            write(item);
            json.EndObject();
        }

        if (any)
        {
            json.EndArray();
        }
    }

    private static string TypeOf(RelationshipKind kind) => kind switch
    {
        RelationshipKind.Contains => "CONTAINS",
        RelationshipKind.DependsOn => "DEPENDS_ON",
        RelationshipKind.GeneratedFrom => "GENERATED_FROM",
        _ => "VARIANT_OF",
    };

    private static string Purpose(ComponentKind kind) => kind switch
    {
        ComponentKind.Image or ComponentKind.Layer => "CONTAINER",
        ComponentKind.OperatingSystem => "OPERATING_SYSTEM",
        ComponentKind.DistributionPackage or ComponentKind.AppPackage or ComponentKind.Project => "APPLICATION",
        ComponentKind.Framework => "FRAMEWORK",
        ComponentKind.Source => "SOURCE",
        _ => "LIBRARY",
    };
}
