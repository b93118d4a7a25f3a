using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Oci;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.SupplyChain.Tests.Signatures;

[TestClass]
public sealed class Bundles
{
    private static readonly PrivateKey Key = PrivateKey.Generate();
    private static readonly Digest Image = Digest.Of("image"u8);

    private static readonly TransparencyLogEntry Entry = new()
    {
        LogIndex = long.MaxValue,
        LogKeyId = new byte[32],
        Kind = "dsse",
        KindVersion = "0.0.1",
        IntegratedTime = 1_700_000_000,
        SignedEntryTimestamp = Samples.Bytes("promise"),
        InclusionProof = new InclusionProof { LogIndex = 1, RootHash = new byte[32], TreeSize = 2, Hashes = [new byte[32]], Checkpoint = "log\n2\nroot\n\n— log sig\n" },
        CanonicalizedBody = Samples.Bytes("{}"),
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Say_what_cosign_says_and_nothing_else()
    {
        SigstoreBundle bundle = await SignAsync();
        string text = Samples.Text(bundle.ToBytes());
        string payload = Convert.ToBase64String(Samples.Bytes(
            "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\"" + Image.Hex + "\"},\"annotations\":{"
            + "\"io.github.wolfi-containers.repository\":\"ghcr.io/team/app\",\"io.github.wolfi-containers.source-epoch\":\"1700000000\",\"io.github.wolfi-containers.version\":\"1.2.3\"}}],"
            + "\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\",\"predicate\":{}}"));
        Assert.AreEqual(
            "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"publicKey\":{\"hint\":\"" + Key.PublicKey.Hint + "\"}},\"dsseEnvelope\":{\"payload\":\""
            + payload + "\",\"payloadType\":\"application/vnd.in-toto+json\",\"signatures\":[{\"sig\":\"" + Convert.ToBase64String(bundle.Envelope.Signatures[0].Signature.Span) + "\"}]}}",
            text);
    }

    [TestMethod]
    public async Task Are_read_as_they_were_written()
    {
        SigstoreBundle bundle = await SignAsync();
        SigstoreBundle[] bundles =
        [
            bundle,
            bundle with { LogEntries = [Entry, Entry with { IntegratedTime = 0, SignedEntryTimestamp = default }], Timestamps = [Samples.Bytes("t")] },
            bundle with { KeyHint = null, Certificate = Samples.Bytes("certificate") },
        ];
        foreach (SigstoreBundle written in bundles)
        {
            SigstoreBundle read = SigstoreBundle.Read(written.ToBytes(), "The bundle");
            Assert.AreEqual(Samples.Text(written.ToBytes()), Samples.Text(read.ToBytes()));
            Assert.AreEqual(written.Certificate.IsEmpty, read.IsSignedBy(Key.PublicKey));
        }
    }

    [TestMethod]
    public async Task Say_of_an_image_what_was_signed()
    {
        SignedImage said = SignedImage.From(Statement.Read((await SignAsync()).Envelope.Payload, "It"), Image);
        Assert.AreEqual(Signed(), said);
        Samples.Refused(EvidenceFault.WrongSubject, "is no signature of", () => SignedImage.From(Signed().ToStatement(), Digest.Of("another"u8)));
        Samples.Refused(EvidenceFault.WrongSubject, "is no signature of", () => SignedImage.From(Signed().ToStatement() with { PredicateType = "https://slsa.dev/provenance/v1" }, Image));
        Assert.IsTrue(SignedImage.From((Signed() with { ByDevelopmentKey = true }).ToStatement(), Image).ByDevelopmentKey);
    }

    // cosign's default statement has neither name nor annotations.
    [TestMethod]
    public void Of_others_say_nothing_of_repository_and_version()
    {
        string statement = "{\"_type\":\"https://in-toto.io/Statement/v0.1\",\"subject\":[{\"name\":\"x\",\"digest\":{\"sha256\":\"" + Image.Hex + "\"}}],\"predicateType\":\"https://sigstore.dev/cosign/sign/v1\",\"predicate\":{}}";
        Assert.AreEqual(new SignedImage { Digest = Image }, SignedImage.From(Statement.Read(Samples.Bytes(statement), "It"), Image));
    }

    public static IEnumerable<object[]> Damages() =>
    [
        ["v0.3+json", "v0.2+json", EvidenceFault.Unsupported, "is a 'application/vnd.dev.sigstore.bundle.v0.2+json'"],
        ["\"publicKey\"", "\"x509CertificateChain\"", EvidenceFault.Unsupported, "names not exactly one key or leaf certificate"],
        ["{\"publicKey\":", "{\"certificate\":{\"rawBytes\":\"AA==\"},\"publicKey\":", EvidenceFault.Unsupported, "names not exactly one key or leaf certificate"],
        ["{\"publicKey\":", "{\"certificate\":{\"rawBytes\":\"\"},\"publicKeys\":", EvidenceFault.Malformed, "has a member 'publicKeys'"],
        ["\"dsseEnvelope\"", "\"messageSignature\"", EvidenceFault.Unsupported, "holds no statement in an envelope"],
        ["\"signatures\":[", "\"signatures\":[{\"sig\":\"AA==\"},", EvidenceFault.Unsupported, "has 2 signatures where one is read"],
        ["{\"sig\":", "{\"keyid\":\"x\",\"sig\":", EvidenceFault.Unsupported, "has a signature with a 'keyid'"],
        ["\"signatures\":[{\"sig\":", "\"signatures\":[{\"sigs\":", EvidenceFault.Malformed, "has a member 'sigs'"],
        ["\"payload\":\"", "\"payload\":\" ", EvidenceFault.Malformed, "payload is not standard base64"],
        ["\"hint\"", "\"Hint\"", EvidenceFault.Malformed, "has a member 'Hint'"],
        ["{\"mediaType\"", "{\"mediaType\":\"x\",\"mediaType\"", EvidenceFault.Malformed, "is not the JSON it should be"],
        ["{\"publicKey\":", "{\"tlogEntries\":[{\"logIndex\":\"-1\"}],\"publicKey\":", EvidenceFault.Malformed, "lacks 'kindVersion'"],
    ];

    [TestMethod]
    [DynamicData(nameof(Damages))]
    public async Task That_are_no_bundles_as_cosign_takes_them_are_refused(string from, string to, EvidenceFault fault, string message)
    {
        string text = Samples.Text((await SignAsync()).ToBytes());
        StringAssert.Contains(text, from);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        Samples.Refused(fault, message, () => SigstoreBundle.Read(Samples.Bytes(text[..at] + to + text[(at + from.Length)..]), "The bundle"));
    }

    [TestMethod]
    [DataRow("logIndex", "\"1.5\"", "is not a whole number of 64 bits")]
    [DataRow("logIndex", "\"-1\"", "is not a whole number of 64 bits")]
    [DataRow("logIndex", "-1", "is below zero")]
    [DataRow("logIndex", "\"9223372036854775808\"", "is not a whole number of 64 bits")]
    public async Task With_numbers_that_are_none_are_refused(string name, string number, string message)
    {
        string text = Samples.Text((await SignAsync() with { LogEntries = [Entry] }).ToBytes());
        string member = $"\"{name}\":\"{long.MaxValue}\"";
        StringAssert.Contains(text, member);
        Samples.Refused(EvidenceFault.Malformed, message, () => SigstoreBundle.Read(Samples.Bytes(text.Replace(member, $"\"{name}\":{number}", StringComparison.Ordinal)), "The bundle"));
    }

    // No change of one bit of a bundle leaves a signature that verifies, unless nothing that is signed, and nothing that signs, has changed.
    [TestMethod]
    public async Task With_one_bit_changed_are_refused_or_prove_what_was_signed()
    {
        SigstoreBundle bundle = await SignAsync();
        byte[] bytes = bundle.ToBytes().ToArray();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                SigstoreBundle read = SigstoreBundle.Read(bytes, "The bundle");
                Assert.IsTrue(!read.IsSignedBy(Key.PublicKey) || read.Envelope.Payload.Span.SequenceEqual(bundle.Envelope.Payload.Span), $"bit {bit}");
            }
            catch (EvidenceException)
            {
                // Refused.
            }

            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [TestMethod]
    public async Task Of_another_key_are_not_signed_by_this_one()
    {
        using PrivateKey other = PrivateKey.Generate();
        SigstoreBundle bundle = await SignAsync();
        Assert.IsFalse(bundle.IsSignedBy(other.PublicKey));

        // The hint is a hint.
        Assert.IsFalse((bundle with { KeyHint = other.PublicKey.Hint }).IsSignedBy(other.PublicKey));
        Assert.IsTrue((bundle with { KeyHint = "anything" }).IsSignedBy(Key.PublicKey));
    }

    [TestMethod]
    public void That_are_any_text_never_do_more_than_be_refused() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        string json = "{\"mediaType\":\"" + SigstoreBundle.MediaType + "\"," + text;
        Assert.ThrowsExactly<EvidenceException>(() => SigstoreBundle.Read(Encoding.UTF8.GetBytes(json), "It"));
    }).QuickCheckThrowOnFailure();

    private static SignedImage Signed() => new() { Digest = Image, Repository = "ghcr.io/team/app", Version = "1.2.3", SourceEpoch = 1_700_000_000 };

    private Task<SigstoreBundle> SignAsync() => SigstoreBundle.SignAsync(Key, Signed().ToStatement().ToBytes(), TestContext.CancellationToken);
}
