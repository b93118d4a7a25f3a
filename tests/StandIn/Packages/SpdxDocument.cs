using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wolfi.Apk.Packages;

namespace Wolfi.StandIn.Packages;

/// <summary>The SPDX 2.3 document that every package of Wolfi carries at <c>var/lib/db/sbom</c>: the package, described by name, version, licence and purl.</summary>
internal static class SpdxDocument
{
    public static string Write(PackageInfo info)
    {
        string nameVersion = $"{info.Name}-{info.Version}";
        string id = "SPDXRef-Package-" + string.Concat(nameVersion.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? $"{c}" : $"C{(int)c}"));
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
            json.WriteString("name", $"apk-{nameVersion}");
            json.WriteString("spdxVersion", "SPDX-2.3");
            json.WriteString("dataLicense", "CC0-1.0");
            json.WriteString("documentNamespace", $"https://spdx.org/spdxdocs/stand-in/{info.Architecture}/{Uri.EscapeDataString(nameVersion)}");
            json.WriteStartObject("creationInfo");
            json.WriteString("created", "1980-01-01T00:00:00Z");
            Strings(json, "creators", "Tool: stand-in", "Organization: this machine");
            json.WriteEndObject();
            Strings(json, "documentDescribes", id);
            json.WriteStartArray("packages");
            WritePackage(json, info, id);
            json.WriteEndArray();
            json.WriteStartArray("relationships");
            json.WriteStartObject();
            json.WriteString("spdxElementId", "SPDXRef-DOCUMENT");
            json.WriteString("relationshipType", "DESCRIBES");
            json.WriteString("relatedSpdxElement", id);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WritePackage(Utf8JsonWriter json, PackageInfo info, string id)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", id);
        json.WriteString("name", info.Name);
        json.WriteString("versionInfo", info.Version.ToString());
        json.WriteBoolean("filesAnalyzed", false);
        json.WriteString("licenseConcluded", "NOASSERTION");
        json.WriteString("licenseDeclared", info.License);
        json.WriteString("downloadLocation", "NOASSERTION");
        json.WriteString("copyrightText", "NOASSERTION");
        json.WriteString("originator", "Organization: Wolfi");
        json.WriteString("supplier", "Organization: this machine");
        json.WriteStartArray("externalRefs");
        json.WriteStartObject();
        json.WriteString("referenceCategory", "PACKAGE-MANAGER");
        json.WriteString("referenceType", "purl");
        json.WriteString("referenceLocator", $"pkg:apk/wolfi/{Uri.EscapeDataString(info.Name)}@{info.Version}?arch={info.Architecture}&distro=wolfi");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
