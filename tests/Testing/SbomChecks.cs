using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Wolfi.Testing;

/// <summary>
/// What an SBOM must say beyond its schema, read from the document alone: identifiers, references, a whole graph, and the minimum elements of NTIA
/// (2021) with CISA's additions (2025: hash, licence, tool, generation context). Each check gives the faults that it found.
/// </summary>
public static partial class SbomChecks
{
    /// <summary>Faults of an SPDX 2.3 document.</summary>
    public static string[] Spdx(JsonNode document)
    {
        List<string> faults = [];
        JsonObject[] packages = Objects(document["packages"]);
        JsonObject[] files = Objects(document["files"]);
        string[] ids = ["SPDXRef-DOCUMENT", .. packages.Concat(files).Select(element => Text(element, "SPDXID"))];
        faults.AddRange(ids.Where(id => !SpdxId().IsMatch(id)).Select(id => $"{id} is no identifier"));
        faults.AddRange(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => $"{group.Key} is there twice"));
        (string From, string Type, string To)[] relationships = [.. Objects(document["relationships"]).Select(item => (Text(item, "spdxElementId"), Text(item, "relationshipType"), Text(item, "relatedSpdxElement")))];
        faults.AddRange(relationships.SelectMany(item => new[] { item.From, item.To }).Except(ids).Select(id => $"a relationship leads to {id}, which is not there"));
        faults.AddRange(ids.Except(Reached("SPDXRef-DOCUMENT", relationships.ToLookup(item => item.From, item => item.To))).Select(id => $"{id} is not in the graph"));

        JsonNode? creation = document["creationInfo"];
        Demand(faults, "the document", "author", creation?["creators"]?.AsArray().Count > 0);
        Demand(faults, "the document", "tool with its version", creation?["creators"]?.AsArray().Any(creator => Regex.IsMatch((string)creator!, "^Tool: .+-[0-9]")) == true);
        Demand(faults, "the document", "time", Time().IsMatch((string?)creation?["created"] ?? ""));
        Demand(faults, "the document", "generation context", ((string?)creation?["comment"])?.Contains("context: build", StringComparison.Ordinal) == true);
        Demand(faults, "the document", "namespace of its own", Regex.IsMatch(Text(document, "documentNamespace"), "/[0-9a-f]{8}-[0-9a-f-]{27}$"));
        string[] known = [.. Objects(document["hasExtractedLicensingInfos"]).Select(licence => Text(licence, "licenseId"))];
        foreach (JsonObject package in packages)
        {
            string name = Text(package, "SPDXID");
            Demand(faults, name, "name", Text(package, "name").Length > 0);
            Demand(faults, name, "supplier", Text(package, "supplier").Length > 0);
            Demand(faults, name, "licence, or that there is none", Text(package, "licenseDeclared").Length > 0);
            faults.AddRange(Reference().Matches(Text(package, "licenseDeclared")).Select(match => match.Value).Except(known).Select(licence => $"{name}: {licence} is not explained"));
            if ((string?)package["primaryPackagePurpose"] is "SOURCE")
            {
                continue;
            }

            Demand(faults, name, "supplier that is known", Text(package, "supplier") != "NOASSERTION");
            Demand(faults, name, "hash", Objects(package["checksums"]).Length > 0);
            if (!Text(package, "SPDXID").StartsWith("SPDXRef-Layer-", StringComparison.Ordinal))
            {
                Demand(faults, name, "version", Text(package, "versionInfo").Length > 0);
            }

            Demand(faults, name, "package URL", (string?)package["primaryPackagePurpose"] is "OPERATING_SYSTEM" || name.StartsWith("SPDXRef-Layer-", StringComparison.Ordinal)
                || name.StartsWith("SPDXRef-Project-", StringComparison.Ordinal) || Objects(package["externalRefs"]).Any(reference => Text(reference, "referenceType") == "purl"));
        }

        foreach (JsonObject file in files)
        {
            Demand(faults, Text(file, "SPDXID"), "hash", Objects(file["checksums"]).Length > 0);
        }

        return [.. faults];
    }

    /// <summary>Faults of a CycloneDX document.</summary>
    public static string[] CycloneDx(JsonNode document)
    {
        List<string> faults = [];
        JsonNode metadata = document["metadata"]!;
        JsonObject subject = metadata["component"]!.AsObject();
        JsonObject[] components = [subject, .. Objects(document["components"])];
        string[] references = [.. components.Select(component => Text(component, "bom-ref"))];
        faults.AddRange(references.GroupBy(reference => reference).Where(group => group.Count() > 1).Select(group => $"{group.Key} is there twice"));
        (string From, string[] To)[] dependencies = [.. Objects(document["dependencies"]).Select(item => (Text(item, "ref"), item["dependsOn"]?.AsArray().Select(to => (string)to!).ToArray() ?? []))];
        faults.AddRange(dependencies.SelectMany(item => item.To.Prepend(item.From)).Except(references).Select(reference => $"the graph leads to {reference}, which is not there"));
        faults.AddRange(references.Except(dependencies.Select(item => item.From)).Select(reference => $"{reference} has no entry in the graph"));
        faults.AddRange(references.Except(Reached(Text(subject, "bom-ref"), dependencies.SelectMany(item => item.To, (item, to) => (item.From, To: to)).ToLookup(edge => edge.From, edge => edge.To)))
            .Select(reference => $"{reference} can't be reached"));

        Demand(faults, "the document", "author", metadata["manufacturer"] is not null || metadata["authors"] is not null || metadata["tools"] is not null);
        Demand(faults, "the document", "tool with its version", Objects(metadata["tools"]?["components"]).Any(tool => Text(tool, "name").Length > 0 && Text(tool, "version").Length > 0));
        Demand(faults, "the document", "time", Time().IsMatch(Text(metadata, "timestamp")));
        Demand(faults, "the document", "generation context", Objects(metadata["lifecycles"]).Any(cycle => Text(cycle, "phase") == "build"));
        Demand(faults, "the document", "serial number", Text(document, "serialNumber").StartsWith("urn:uuid:", StringComparison.Ordinal));
        Demand(faults, "the document", "word on completeness", Objects(document["compositions"]).Length > 0);
        foreach (JsonObject component in components)
        {
            string name = Text(component, "bom-ref");
            bool isFile = Text(component, "type") == "file";
            Demand(faults, name, "name", Text(component, "name").Length > 0);
            Demand(faults, name, "hash", Objects(component["hashes"]).Length > 0);
            Demand(faults, name, "licence, or that there is none", Objects(component["licenses"]).Length > 0);
            Demand(faults, name, "source", Objects(component["properties"]).Any(property => Text(property, "name") == "wolfi-containers:source"));
            Demand(faults, name, "supplier", isFile || component["supplier"]?["name"] is not null);
            Demand(faults, name, "version", isFile || Text(component, "version").Length > 0);
            Demand(faults, name, "package URL", isFile || Text(component, "type") == "operating-system" || name.StartsWith("project:", StringComparison.Ordinal) || Text(component, "purl").Length > 0);
        }

        return [.. faults];
    }

    private static void Demand(List<string> faults, string name, string what, bool holds)
    {
        if (!holds)
        {
            faults.Add($"{name} has no {what}");
        }
    }

    private static HashSet<string> Reached(string from, ILookup<string, string> edges)
    {
        HashSet<string> reached = [from];
        Stack<string> todo = new([from]);
        while (todo.TryPop(out string? next))
        {
            foreach (string to in edges[next].Where(reached.Add))
            {
                todo.Push(to);
            }
        }

        return reached;
    }

    private static JsonObject[] Objects(JsonNode? array) => array is null ? [] : [.. array.AsArray().Select(item => item!.AsObject())];

    private static string Text(JsonNode node, string name) => (string?)node[name] ?? "";

    [GeneratedRegex("^SPDXRef-[A-Za-z0-9.-]+$")]
    private static partial Regex SpdxId();

    [GeneratedRegex("LicenseRef-[A-Za-z0-9.-]+")]
    private static partial Regex Reference();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$")]
    private static partial Regex Time();
}
