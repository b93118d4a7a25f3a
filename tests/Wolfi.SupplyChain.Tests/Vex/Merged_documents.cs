using System.Text.Json;
using Wolfi.SupplyChain.Vex;

namespace Wolfi.SupplyChain.Tests.Vex;

[TestClass]
public sealed class Merged_documents
{
    private const string Zlib = "pkg:apk/wolfi/zlib@1.3-r0";

    private static readonly VexImage s_image = new("ghcr.io/team/app", Samples.Hex);

    [TestMethod]
    public void Are_about_the_image_and_components_without_qualifiers()
    {
        EvidenceDocument document = Merge(Document("CVE-1", "not_affected", "pkg:oci/app?tag=1", Zlib + "?arch=x86_64"), Document("CVE-2", "affected", "pkg:nuget/Lib@1.0.0")).Document!;
        Golden.Verify("Wolfi.SupplyChain.Tests", "merged.openvex", "json", Samples.Text(document.Bytes));
        Assert.AreEqual(EvidenceTypes.VexPredicate, document.PredicateType);
    }

    public static IEnumerable<object[]> Statuses() => Verifiers.Rows(["not_affected"], ["affected"], ["fixed"], ["under_investigation"]);

    [TestMethod]
    [DynamicData(nameof(Statuses))]
    public void Pass_the_official_schema(string status)
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("merged.json");
        File.WriteAllBytes(file, Merge(Document("CVE-1", status, "pkg:oci/app"), Document("CVE-2", status, Zlib), Document("CVE-3", status, null)).Document!.Bytes.Span);
        Assert.AreEqual((0, "OK OpenVEX\n"), Verifiers.Run("validate-openvex.js", file));
    }

    [TestMethod]
    public void Leave_a_statement_without_products_to_the_whole_image() =>
        CollectionAssert.AreEqual(new[] { ("CVE-1", "", "fixed") }, Pairs(Document("CVE-1", "fixed", null)));

    [TestMethod]
    public void Have_one_statement_for_a_pair_and_the_later_known_counts()
    {
        string early = Document("CVE-1", "under_investigation", "pkg:oci/app", Zlib, time: "2026-01-01T00:00:00Z");
        string late = Document("CVE-1", "fixed", Zlib, time: "2026-01-01T01:00:00+00:00");
        CollectionAssert.AreEqual(new[] { ("CVE-1", Zlib, "fixed") }, Pairs(early, late));
        CollectionAssert.AreEqual(new[] { ("CVE-1", Zlib, "fixed") }, Pairs(late, early));
        string same = Document("CVE-1", "affected", Zlib, time: "2026-01-01T02:00:00+01:00");
        CollectionAssert.AreEqual(new[] { ("CVE-1", Zlib, "affected") }, Pairs(late, same));
    }

    [TestMethod]
    public void Have_no_second_answer_for_a_component_of_a_whole_image()
    {
        CollectionAssert.AreEqual(new[] { ("CVE-1", "", "fixed") }, Pairs(Document("CVE-1", "fixed", "pkg:oci/app"), Document("CVE-1", "fixed", Zlib)));
        Samples.Refused(EvidenceFault.Malformed, "one status for the whole image", () => Merge(Document("CVE-1", "fixed", "pkg:oci/app"), Document("CVE-1", "affected", Zlib)));
    }

    [TestMethod]
    public void Pass_over_other_images_and_what_nothing_would_match()
    {
        MergedVex merged = Merge(
            Document("CVE-1", "fixed", "pkg:oci/other"),
            Document("CVE-2", "fixed", "pkg:oci/app@sha256%3A" + new string('b', 64)),
            Document("CVE-3", "fixed", "https://example.org/product"),
            Document("CVE-4", "fixed", "pkg:oci/app", "cpe:2.3:a:x:y:1:*:*:*:*:*:*:*"));
        Assert.IsNull(merged.Document);
        Assert.HasCount(4, merged.LeftOut);
        CollectionAssert.AreEqual(new[] { ("CVE-5", "", "fixed") }, Pairs(Document("CVE-5", "fixed", "pkg:oci/app@sha256%3A" + Samples.Hex)));
    }

    [TestMethod]
    public void Have_an_id_of_their_statements_alone()
    {
        string one = Document("CVE-1", "fixed", Zlib), two = Document("CVE-2", "fixed", Zlib);
        Assert.AreEqual(Id(one, two), Id(two, one));
        Assert.AreNotEqual(Id(one), Id(one, two));
        Assert.AreNotEqual(Id(one), JsonDocument.Parse(VexMerger.Merge(s_image with { Digest = new string('b', 64) }, [Read(one)]).Document!.Bytes).RootElement.GetProperty("@id").GetString());
    }

    [TestMethod]
    [DataRow("ns/v0.2.0", "ns/v0.0.1", EvidenceFault.Unsupported, "OpenVEX 0.2.0")]
    [DataRow("\"version\":1", "\"version\":0", EvidenceFault.Malformed, "version below 1")]
    [DataRow("\"author\":\"team\"", "\"author\":\"\"", EvidenceFault.Malformed, "author is empty")]
    [DataRow("\"fixed\"", "\"mended\"", EvidenceFault.Malformed, "no status")]
    [DataRow("\"fixed\"", "\"not_affected\"", EvidenceFault.Malformed, "without 'justification'")]
    [DataRow("\"fixed\"", "\"affected\"", EvidenceFault.Malformed, "without 'action_statement'")]
    [DataRow("\"status\"", "\"justification\":\"because\",\"status\"", EvidenceFault.Malformed, "'because'")]
    [DataRow("2026-01-01T00:00:00Z", "yesterday", EvidenceFault.Malformed, "no time")]
    [DataRow("2026-01-01T00:00:00Z", "2026-13-01T00:00:00Z", EvidenceFault.Malformed, "no time")]
    [DataRow("\"name\":\"CVE-1\"", "\"id\":\"CVE-1\"", EvidenceFault.Malformed, "'id'")]
    [DataRow("{\"@id\":\"pkg:oci/app\"}", "{}", EvidenceFault.Malformed, "neither '@id' nor an identifier")]
    [DataRow("\"statements\"", "\"statement\":1,\"statements\"", EvidenceFault.Malformed, "'statement'")]
    public void Are_refused_when_one_is_against_the_specification(string part, string instead, EvidenceFault fault, string message)
    {
        string good = Document("CVE-1", "fixed", "pkg:oci/app");
        Read(good);
        Assert.IsTrue(good.Contains(part, StringComparison.Ordinal));
        Samples.Refused(fault, message, () => Read(good.Replace(part, instead, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Are_refused_without_statements() =>
        Samples.Refused(EvidenceFault.Malformed, "no statement", () => Read("""{"@context":"https://openvex.dev/ns/v0.2.0","@id":"x","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[]}"""));

    /// <summary>A document with one statement.</summary>
    internal static string Document(string vulnerability, string status, string? product, string? component = null, string time = "2026-01-01T00:00:00Z")
    {
        string texts = status switch { "not_affected" => ",\"justification\":\"vulnerable_code_not_present\"", "affected" => ",\"action_statement\":\"wait\"", _ => "" };
        string components = component is null ? "" : $$""","subcomponents":[{"@id":"{{component}}"}]""";
        string products = product is null ? "" : $$""","products":[{"@id":"{{product}}"{{components}}}]""";
        return $$"""{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.org/1","author":"team","timestamp":"{{time}}","version":1,"statements":[{"vulnerability":{"name":"{{vulnerability}}"}{{products}},"status":"{{status}}"{{texts}}}]}""";
    }

    private static VexDocument Read(string json) => VexDocument.Read(Samples.Bytes(json), "vex.json");

    private static MergedVex Merge(params string[] documents) => VexMerger.Merge(s_image, [.. documents.Select(Read)]);

    private static string? Id(params string[] documents) => JsonDocument.Parse(Merge(documents).Document!.Bytes).RootElement.GetProperty("@id").GetString();

    private static (string Vulnerability, string Component, string Status)[] Pairs(params string[] documents) =>
        [.. JsonDocument.Parse(Merge(documents).Document!.Bytes).RootElement.GetProperty("statements").EnumerateArray().Select(statement => (
            statement.GetProperty("vulnerability").GetProperty("name").GetString()!,
            statement.GetProperty("products")[0].TryGetProperty("subcomponents", out JsonElement components) ? components[0].GetProperty("@id").GetString()! : "",
            statement.GetProperty("status").GetString()!))];
}
