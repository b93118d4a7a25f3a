using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Documents;

namespace Wolfi.SupplyChain.Vex;

/// <summary>
/// Makes one OpenVEX document of several, about one image: one statement for each pair of vulnerability and component, because some scanners
/// take the first that matches and others the last.
/// </summary>
public static class VexMerger
{
    private const string Tooling = "Wolfi.Containers.Sdk";

    private const string IdPrefix = "https://wolfi-containers.github.io/vex/";

    /// <summary>Merges documents. Of two statements for one pair, the one known later counts; of the same time, that of the later document.</summary>
    /// <param name="image">The image. It becomes the product of every statement; products that are components become its subcomponents.</param>
    /// <param name="documents">The documents in order.</param>
    /// <exception cref="EvidenceException">A statement about the whole image and one about a component of it say different things, or there are too many.</exception>
    public static MergedVex Merge(VexImage image, ImmutableArray<VexDocument> documents)
    {
        ArgumentNullException.ThrowIfNull(image);
        SortedSet<string> leftOut = new(StringComparer.Ordinal);
        Dictionary<(string Vulnerability, string Component), VexStatement> pairs = [];
        foreach (VexStatement statement in documents.SelectMany(document => document.Statements))
        {
            foreach (string component in ComponentsOf(statement, image, leftOut))
            {
                (string Name, string Component) pair = (statement.Vulnerability.Name, component);
                if (!pairs.TryGetValue(pair, out VexStatement? other) || VexTimes.Parse(statement.Timestamp) >= VexTimes.Parse(other.Timestamp))
                {
                    pairs[pair] = statement with { Products = [new VexProduct(image.Url, component.Length == 0 ? [] : [component])] };
                }
            }

            if (pairs.Count > Limits.VexPairs)
            {
                throw new EvidenceException(EvidenceFault.LimitExceeded, $"The OpenVEX documents name more than {Limits.VexPairs} pairs of vulnerability and component.");
            }
        }

        VexStatement[] statements = [.. Distinct(pairs).OrderBy(pair => pair.Key.Vulnerability, StringComparer.Ordinal).ThenBy(pair => pair.Key.Component, StringComparer.Ordinal).Select(pair => pair.Value)];
        return new MergedVex(statements.Length == 0 ? null : Write(statements, documents), [.. leftOut]);
    }

    // The whole image is the component "".
    private static IEnumerable<string> ComponentsOf(VexStatement statement, VexImage image, SortedSet<string> leftOut)
    {
        if (statement.Products.IsEmpty)
        {
            return [""];
        }

        List<string> components = [];
        foreach (VexProduct product in statement.Products)
        {
            if (PackageUrls.IsImage(product.Name) ? !image.Is(product.Name) : !PackageUrls.Is(product.Name))
            {
                leftOut.Add(product.Name);
                continue;
            }

            IEnumerable<string> named = !PackageUrls.IsImage(product.Name) ? [product.Name] : product.Components.IsEmpty ? [""] : product.Components;
            foreach (string component in named)
            {
                if (component.Length == 0 || PackageUrls.Is(component))
                {
                    components.Add(PackageUrls.Bare(component));
                }
                else
                {
                    leftOut.Add(component);
                }
            }
        }

        return components.Distinct(StringComparer.Ordinal);
    }

    // A statement about the whole image matches each of its components too, so that a second one for a component would be a second answer.
    private static IEnumerable<KeyValuePair<(string Vulnerability, string Component), VexStatement>> Distinct(
        Dictionary<(string Vulnerability, string Component), VexStatement> pairs)
    {
        foreach (KeyValuePair<(string Vulnerability, string Component), VexStatement> pair in pairs)
        {
            if (pair.Key.Component.Length == 0 || !pairs.TryGetValue((pair.Key.Vulnerability, ""), out VexStatement? whole))
            {
                yield return pair;
            }
            else if (whole.Status != pair.Value.Status)
            {
                throw new EvidenceException(
                    EvidenceFault.Malformed,
                    $"The OpenVEX documents give {Shown.Text(pair.Key.Vulnerability)} one status for the whole image and another for {Shown.Text(pair.Key.Component)}; name the components in both statements.");
            }
        }
    }

    private static EvidenceDocument Write(VexStatement[] statements, ImmutableArray<VexDocument> documents)
    {
        ReadOnlyMemory<byte> written = VexJson.Write(statements);
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("@context", VexDocument.Context);
        writer.Member("@id", IdPrefix + Digest.Of(written.Span).Hex);
        writer.Member("author", string.Join(", ", documents.Select(document => document.Author).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
        writer.Member("timestamp", documents.Select(document => document.Timestamp).MaxBy(VexTimes.Parse));
        writer.Name("version");
        writer.Number(1);
        writer.Member("tooling", Tooling);
        writer.Name("statements");
        writer.Json(written.Span);
        writer.EndObject();
        return new EvidenceDocument
        {
            Kind = EvidenceKind.Vex,
            MediaType = EvidenceTypes.Json,
            IsStated = true,
            PredicateType = EvidenceTypes.VexPredicate,
            FileSuffix = ".openvex.json",
            Bytes = writer.Bytes,
        };
    }
}
