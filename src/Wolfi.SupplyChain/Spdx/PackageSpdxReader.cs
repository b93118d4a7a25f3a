using System.Collections.Immutable;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Json;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Spdx;

/// <summary>Reads the SPDX 2 document that a package of a distribution carries about itself.</summary>
public static class PackageSpdxReader
{
    private const int TextLetters = 64 * 1024;

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="document">Its name, for messages.</param>
    /// <param name="name">Name of the package that carries it.</param>
    /// <param name="version">Version of that package.</param>
    /// <exception cref="EvidenceException">It is damaged, of another version, too large, or about another package.</exception>
    public static PackageDescription Read(ReadOnlyMemory<byte> bytes, string document, string name, string version)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(version);
        return JsonPart.Read(bytes, document, top => Read(top, name, version));
    }

    private static PackageDescription Read(JsonPart top, string name, string version)
    {
        if (top.Text("spdxVersion") is not ("SPDX-2.2" or "SPDX-2.3"))
        {
            throw top.Fault(EvidenceFault.Unsupported, "is no SPDX document of version 2.2 or 2.3");
        }

        Dictionary<string, JsonPart> packages = new(StringComparer.Ordinal);
        foreach (JsonPart package in top.Require("packages").Items(Limits.SpdxPackages))
        {
            if (!packages.TryAdd(package.Require("SPDXID").AsText(), package))
            {
                throw package.Fault("has an SPDXID that another package has, too");
            }
        }

        ImmutableArray<(string From, string Type, string To)> relationships =
            [.. (top.Find("relationships")?.Items(Limits.SpdxRelationships) ?? [])
                .Select(item => (item.Require("spdxElementId").AsText(), item.Require("relationshipType").AsText(), item.Require("relatedSpdxElement").AsText()))];
        string subject = Subject(top, packages, relationships, name, version);
        Dictionary<string, string> texts = (top.Find("hasExtractedLicensingInfos")?.Items(Limits.SpdxPackages) ?? [])
            .GroupBy(item => item.Require("licenseId").AsText(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Cut(group.First().Text("extractedText")) ?? "", StringComparer.Ordinal);
        IEnumerable<Component> Related(ComponentKind kind, params string[] types) => relationships
            .Where(item => item.From == subject && types.Contains(item.Type) && item.To != subject && packages.ContainsKey(item.To))
            .Select(item => item.To)
            .Distinct(StringComparer.Ordinal)
            .Select(id => ComponentOf(packages[id], kind, texts))
            .DistinctBy(component => component.Id, StringComparer.Ordinal)
            .OrderBy(component => component.Id, StringComparer.Ordinal);
        Component described = ComponentOf(packages[subject], ComponentKind.DistributionPackage, texts);
        return new PackageDescription
        {
            Licence = described.Licence,
            Copyright = described.Copyright,
            Supplier = described.Supplier,
            Originator = described.Originator,
            DownloadLocation = described.DownloadLocation,
            MadeFrom = [.. Related(ComponentKind.Source, "GENERATED_FROM", "DESCRIBED_BY")],
            Contents = [.. Related(ComponentKind.Library, "CONTAINS")],
        };
    }

    // A document that describes another package would lend it this one's signature.
    private static string Subject(
        JsonPart top, Dictionary<string, JsonPart> packages, ImmutableArray<(string From, string Type, string To)> relationships, string name, string version)
    {
        string? document = top.Text("SPDXID");
        IEnumerable<string> described = (top.Find("documentDescribes")?.Items(Limits.SpdxPackages) ?? []).Select(item => item.AsText())
            .Concat(relationships.Where(item => item.From == document && item.Type == "DESCRIBES").Select(item => item.To));
        foreach (string id in described.Where(packages.ContainsKey))
        {
            JsonPart package = packages[id];
            if (package.Text("name") == name && package.Text("versionInfo") == version && IsPurlOf(package, name, version))
            {
                return id;
            }
        }

        throw top.Fault(EvidenceFault.WrongSubject, $"does not describe {Shown.Text(name)} {Shown.Text(version)}, the package that carries it");
    }

    private static bool IsPurlOf(JsonPart package, string name, string version) =>
        PurlOf(package) is not { } purl || !purl.StartsWith("pkg:apk/", StringComparison.Ordinal)
        || Uri.UnescapeDataString(purl.Split('?', '#')[0]).EndsWith($"/{name}@{version}", StringComparison.Ordinal);

    private static Component ComponentOf(JsonPart package, ComponentKind kind, Dictionary<string, string> texts)
    {
        string name = package.Require("name").AsText();
        string? version = package.Text("versionInfo");
        string? purl = PurlOf(package);
        return new Component
        {
            Id = purl ?? PackageUrl.Generic(name, version),
            Kind = kind,
            Source = ComponentSource.Distribution,
            Name = name,
            Version = version is { Length: > 0 } ? version : null,
            Purl = purl,
            Hashes = [.. (package.Find("checksums")?.Items(Limits.SpdxHashes) ?? []).Select(HashOf).OfType<ContentHash>().Distinct().OrderBy(hash => hash.Algorithm)],
            Licence = LicenceExpression.Parse(Said(package.Text("licenseDeclared")), texts),
            Supplier = Organization(package.Text("supplier")),
            Originator = Organization(package.Text("originator")),
            DownloadLocation = Said(package.Text("downloadLocation")),
            Copyright = Cut(Said(package.Text("copyrightText")?.Trim())),
        };
    }

    private static ContentHash? HashOf(JsonPart checksum) => checksum.Text("algorithm") switch
    {
        "SHA1" => ContentHash.TryCreate(HashKind.Sha1, checksum.Text("checksumValue")),
        "SHA256" => ContentHash.TryCreate(HashKind.Sha256, checksum.Text("checksumValue")),
        "SHA512" => ContentHash.TryCreate(HashKind.Sha512, checksum.Text("checksumValue")),
        _ => null,
    };

    private static string? PurlOf(JsonPart package) => (package.Find("externalRefs")?.Items(Limits.SpdxHashes) ?? [])
        .Where(reference => reference.Text("referenceType") == "purl")
        .Select(reference => reference.Text("referenceLocator"))
        .FirstOrDefault(locator => locator is not null && locator.StartsWith("pkg:", StringComparison.Ordinal));

    private static string? Organization(string? text) => Said(text) is not { } said ? null
        : said.Split(": ", 2) is ["Organization" or "Person", { Length: > 0 } name] ? name
        : null;

    private static string? Said(string? text) => text is null or "" or "NOASSERTION" or "NONE" ? null : text;

    private static string? Cut(string? text) =>
        text is not { Length: > TextLetters } ? text : char.IsHighSurrogate(text[TextLetters - 1]) ? text[..(TextLetters - 1)] : text[..TextLetters];
}
