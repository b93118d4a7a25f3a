using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Verification;

/// <summary>Holds signed bills of materials and provenance to the layers that an image has: whoever signs may sign the wrong document.</summary>
internal static class EvidenceContents
{
    private const string PackagePrefix = "pkg:apk/";

    /// <summary>What the documents say that is not so.</summary>
    public static IEnumerable<Diagnostic> Check(ImageEvidence evidence, ByteAccount account)
    {
        foreach (ProvedStatement proved in evidence.Statements)
        {
            bool isBill = RequiredEvidence.Sbom.IsStatedBy(proved.Statement.PredicateType);
            bool isProvenance = proved.Statement.PredicateType == EvidenceTypes.ProvenancePredicate;
            if ((isBill || isProvenance) && FaultOf(proved.Statement.Predicate, isBill, account) is { } fault)
            {
                RequiredEvidence kind = isBill ? RequiredEvidence.Sbom : RequiredEvidence.Provenance;
                yield return VerificationErrors.EvidenceDiffers.Create(kind.Title(), account.Digest, fault);
            }
        }
    }

    private static string? FaultOf(ReadOnlyMemory<byte> predicate, bool isBill, ByteAccount account)
    {
        HashSet<string> texts = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument document = JsonDocument.Parse(predicate);
            Collect(document.RootElement, texts);
        }
        catch (JsonException)
        {
            return "it is no JSON document";
        }

        HashSet<string> stated = new(texts.Select(PackageOf).OfType<string>(), StringComparer.Ordinal);
        ImmutableArray<string> packages = [.. account.Layers.Where(layer => layer.Kind == LayerKind.Package && layer.Package is not null).Select(layer => layer.Package!)];
        if (packages.FirstOrDefault(package => !stated.Contains(package)) is { } missing)
        {
            return $"it does not name {missing}";
        }

        if (!isBill)
        {
            return stated.Except(account.Layers.Select(layer => layer.Package).OfType<string>()).Order(StringComparer.Ordinal).FirstOrDefault() is { } other ? $"it names {other}" : null;
        }

        // CycloneDX has no word for layers that are no packages.
        return account.Layers.FirstOrDefault(layer => layer.Package is not null && !texts.Contains(layer.Digest.Hex) && !texts.Contains(layer.Digest.ToString())) is { } layer
            ? $"it does not name layer {layer.Number}, {layer.Digest}"
            : null;
    }

    private static void Collect(JsonElement element, HashSet<string> texts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    Collect(member.Value, texts);
                }

                break;

            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Collect(item, texts);
                }

                break;

            case JsonValueKind.String:
                texts.Add(element.GetString()!);
                break;

            default:
                break;
        }
    }

    // pkg:apk/wolfi/libstdc%2B%2B@12.2.0-r0?arch=x86_64
    private static string? PackageOf(string text)
    {
        if (!text.StartsWith(PackagePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        string name = text.Split('?')[0].Split('/')[^1];
        int at = name.LastIndexOf('@');
        return at < 0 ? null : $"{Uri.UnescapeDataString(name[..at])}-{Uri.UnescapeDataString(name[(at + 1)..])}";
    }
}
