using Wolfi.SupplyChain.Statements;

namespace Wolfi.SupplyChain.Tests.Statements;

[TestClass]
public sealed class Written_statements
{
    [TestMethod]
    public void Of_provenance_are_canonical() => Verify("provenance", EvidenceTypes.ProvenancePredicate, Samples.Provenance().ToBytes());

    [TestMethod]
    public void Of_test_results_are_canonical_and_ordered() => Verify("test-results", EvidenceTypes.TestResultPredicate, new TestResultPredicate
    {
        Result = "FAILED",
        Configuration = [new ResourceDescriptor { Name = "a.trx", Digest = ResourceDescriptor.Sha256(Samples.Hex) }],
        Passed = ["b", "A", "a"],
        Warned = [],
        Failed = ["c"],
    }.ToBytes());

    [TestMethod]
    public void Of_package_heads_are_canonical() => Verify("package-heads", PackageHeadsPredicate.Type, Samples.Heads().ToBytes());

    [TestMethod]
    public void Say_which_digest_they_are_about()
    {
        Statement statement = Samples.Statement("https://example.org/x", "{}"u8.ToArray());
        Assert.IsTrue(statement.IsAbout(Samples.Hex));
        Assert.IsFalse(statement.IsAbout(new string('b', 64)));
    }

    private static void Verify(string name, string type, ReadOnlyMemory<byte> predicate)
    {
        ReadOnlyMemory<byte> bytes = Samples.Statement(type, predicate).ToBytes();
        Golden.Verify("Wolfi.SupplyChain.Tests", name, "json", Samples.Text(bytes));
        Statement read = Statement.Read(bytes, "it");
        Assert.AreEqual(type, read.PredicateType);
        Assert.AreEqual(Samples.Text(predicate), Samples.Text(read.Predicate));
        Assert.AreEqual(Samples.Text(bytes), Samples.Text(read.ToBytes()));
    }
}
