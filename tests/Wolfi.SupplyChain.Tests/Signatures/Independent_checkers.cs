using Wolfi.Oci;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.SupplyChain.Tests.Signatures;

/// <summary>Signatures of this product before checkers that are not its own (sigstore-js with cosign's rules), and theirs before this product.</summary>
[TestClass]
public sealed class Independent_checkers
{
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly Digest Image = Digest.Of("image"u8);

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Changes() => Verifiers.Rows(
        ["nothing", 0, "OK"],
        ["the payload", 1, "FAIL"],
        ["the signature", 1, "FAIL"],
        ["the key", 1, "FAIL"],
        ["a keyid", 1, "FAIL keyid is set"],
        ["the image", 1, "FAIL no subject with digest"],
        ["the predicate type", 1, "FAIL predicateType"]);

    [TestMethod]
    [DynamicData(nameof(Changes))]
    public async Task Accept_bundles_and_refuse_changed_ones(string change, int exitCode, string answer)
    {
        using TemporaryFolder folder = new();
        SignedImage signed = new() { Digest = change == "the image" ? Digest.Of("another"u8) : Image, Repository = "team/app", Version = "1.0.0", SourceEpoch = 0 };
        Statement statement = signed.ToStatement();
        SigstoreBundle bundle = await SigstoreBundle.SignAsync(
            Key, (change == "the predicate type" ? statement with { PredicateType = "https://example.org/other" } : statement).ToBytes(), TestContext.CancellationToken);
        string text = Samples.Text(bundle.ToBytes());
        if (change is "the payload" or "the signature")
        {
            string value = Convert.ToBase64String((change == "the payload" ? bundle.Envelope.Payload : bundle.Envelope.Signatures[0].Signature).Span);
            text = text.Replace(value, (value[20] == 'A' ? value[..20] + 'B' : value[..20] + 'A') + value[21..], StringComparison.Ordinal);
        }

        File.WriteAllText(folder.Combine("bundle.json"), change == "a keyid" ? text.Replace("{\"sig\":", "{\"keyid\":\"x\",\"sig\":", StringComparison.Ordinal) : text);
        using PrivateKey other = PrivateKey.Generate();
        File.WriteAllText(folder.Combine("key.pub"), (change == "the key" ? other : Key).PublicKey.Pem);

        (int code, string output) = Verifiers.Run(
            "verify-bundle.js", folder.Combine("bundle.json"), "--key", folder.Combine("key.pub"), "--digest", Image.ToString(), "--predicate-type", SignedImage.PredicateType);

        Assert.AreEqual(exitCode, code, output);
        StringAssert.Contains(output, answer);
    }

    public static IEnumerable<object[]> ClassicChanges() => Verifiers.Rows(["nothing", 0], ["the payload", 1], ["the signature", 1], ["the image", 1]);

    [TestMethod]
    [DynamicData(nameof(ClassicChanges))]
    public async Task Accept_classic_pairs_and_refuse_changed_ones(string change, int exitCode)
    {
        using TemporaryFolder folder = new();
        byte[] payload = new SimpleSigning("registry.example.com/team/app", Image).ToBytes().ToArray();
        byte[] signature = (await Key.SignDataAsync(payload, TestContext.CancellationToken)).ToArray();
        if (change == "the payload")
        {
            payload[^2] ^= 1;
        }
        else if (change == "the signature")
        {
            signature[^1] ^= 1;
        }

        File.WriteAllBytes(folder.Combine("payload.json"), payload);
        File.WriteAllText(folder.Combine("sig"), Convert.ToBase64String(signature));
        File.WriteAllText(folder.Combine("key.pub"), Key.PublicKey.Pem);

        (int code, string output) = Verifiers.Run(
            "verify-classic.js", folder.Combine("payload.json"), folder.Combine("sig"), folder.Combine("key.pub"), (change == "the image" ? Digest.Of("another"u8) : Image).ToString());

        Assert.AreEqual(exitCode, code, output);
    }

    public static IEnumerable<object[]> Samples_of_the_kit() => Verifiers.Rows(["sig.bundle.json", SignedImage.PredicateType], ["prov.bundle.json", EvidenceTypes.ProvenancePredicate]);

    [TestMethod]
    [DynamicData(nameof(Samples_of_the_kit))]
    public void Make_bundles_that_are_accepted_here_and_refused_when_broken(string file, string predicateType)
    {
        using TemporaryFolder folder = new();
        Assert.AreEqual((0, ""), Verifiers.Run("sign-sample.js", "key", Image.ToString(), folder.FullPath));
        VerificationKey key = VerificationKey.Parse(File.ReadAllText(folder.Combine("cosign.pub")), "cosign.pub");
        byte[] bytes = File.ReadAllBytes(folder.Combine(file));

        SigstoreBundle bundle = SigstoreBundle.Read(bytes, file);
        Assert.IsTrue(bundle.IsSignedBy(key));
        Assert.AreEqual(key.Hint, bundle.KeyHint);
        Statement statement = Statement.Read(bundle.Envelope.Payload, file);
        Assert.AreEqual(predicateType, statement.PredicateType);
        Assert.IsTrue(statement.IsAbout(Image.Hex));

        Assert.IsFalse(bundle.IsSignedBy(Key.PublicKey));
        byte[] changed = bundle.Envelope.Payload.ToArray();
        changed[^3] ^= 1;
        Assert.IsFalse((bundle with { Envelope = bundle.Envelope with { Payload = changed } }).IsSignedBy(key));
        SimpleSigning classic = SimpleSigning.Read(File.ReadAllBytes(folder.Combine("classic.payload.json")), "classic.payload.json");
        Assert.AreEqual(new SimpleSigning("registry.example.com/hello", Image), classic);
        Assert.AreEqual(File.ReadAllText(folder.Combine("classic.payload.json")), Samples.Text(classic.ToBytes()));
        Assert.IsTrue(key.Verify(File.ReadAllBytes(folder.Combine("classic.payload.json")), Convert.FromBase64String(File.ReadAllText(folder.Combine("classic.sig")))));
    }
}
