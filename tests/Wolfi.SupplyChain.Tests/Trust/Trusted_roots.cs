using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.SupplyChain.Tests.Proofs;
using Wolfi.SupplyChain.Trust;
using Wolfi.Testing.Sigstore;

namespace Wolfi.SupplyChain.Tests.Trust;

[TestClass]
public sealed class Trusted_roots
{
    private static readonly Dictionary<string, (Action<JsonObject> Change, EvidenceFault Fault, string Message)> Damages = new()
    {
        ["another media type"] = (root => root["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.9", EvidenceFault.Unsupported, "is a 'application/vnd.dev.sigstore.trustedroot+json;version=0.9'"),
        ["no media type"] = (root => root.Remove("mediaType"), EvidenceFault.Malformed, "lacks 'mediaType'"),
        ["an unknown member"] = (root => root["x"] = 1, EvidenceFault.Malformed, "has a member 'x'"),
        ["nobody"] = (root => Clear(root), EvidenceFault.Malformed, "trusts nobody"),
        ["a log without a key"] = (root => root["tlogs"]![0]!.AsObject().Remove("publicKey"), EvidenceFault.Malformed, "tlogs[0] lacks 'publicKey'"),
        ["a log's key that is none"] = (root => root["tlogs"]![1]!["publicKey"]!["rawBytes"] = "AAAA", EvidenceFault.Malformed, "tlogs[1].publicKey.rawBytes is no key of the kind"),
        ["a log's key of another kind"] = (root => root["ctlogs"]![0]!["publicKey"]!["keyDetails"] = "PKIX_RSA_PKCS1V15_2048_SHA256", EvidenceFault.Malformed, "ctlogs[0].publicKey.rawBytes is no key"),
        ["a log's key of another size"] = (root => root["ctlogs"]![0]!["publicKey"]!["keyDetails"] = "PKIX_ECDSA_P384_SHA_384", EvidenceFault.Malformed, "ctlogs[0].publicKey.rawBytes is no key"),
        ["a log's id that is none"] = (root => root["tlogs"]![0]!["logId"]!["keyId"] = "AAA=", EvidenceFault.Malformed, "tlogs[0].logId.keyId is no id"),
        ["a log with another hash"] = (root => root["tlogs"]![0]!["hashAlgorithm"] = "SHA2_512", EvidenceFault.Unsupported, "is 'SHA2_512'"),
        ["a time that is none"] = (root => root["tlogs"]![0]!["publicKey"]!["validFor"]!["start"] = "yesterday", EvidenceFault.Malformed, "validFor.start is no time"),
        ["a time without a zone"] = (root => root["tlogs"]![0]!["publicKey"]!["validFor"]!["start"] = "2024-01-01T00:00:00", EvidenceFault.Malformed, "validFor.start is no time"),
        ["an end before the start"] = (root => root["certificateAuthorities"]![0]!["validFor"]!["end"] = "2023-01-01T00:00:00Z", EvidenceFault.Malformed, "validFor ends before it starts"),
        ["a chain without certificates"] = (root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"] = new JsonArray(), EvidenceFault.Malformed, "certificates is empty"),
        ["a certificate that is none"] = (root => Certificates(root)[0]!["rawBytes"] = "MAA=", EvidenceFault.Malformed, "certificates[0].rawBytes is no DER certificate"),
        ["a certificate in PEM"] = (root => Certificates(root)[0]!["rawBytes"] = Convert.ToBase64String("-----BEGIN CERTIFICATE-----"u8), EvidenceFault.Malformed, "is no DER certificate"),
        ["a certificate with a byte behind it"] = (root => Certificates(root)[0]!["rawBytes"] = Convert.ToBase64String([.. Convert.FromBase64String(Certificates(root)[0]!["rawBytes"]!.GetValue<string>()), 0]), EvidenceFault.Malformed, "is no DER certificate"),
        ["a chain without its root"] = (root => Certificates(root).RemoveAt(1), EvidenceFault.Unsupported, "does not end with a self-signed certificate"),
        ["too many logs"] = (root => root["tlogs"] = new JsonArray([.. Enumerable.Range(0, 257).Select(_ => new JsonObject())]), EvidenceFault.LimitExceeded, "has 257 items; at most 256 are read"),
    };

    public static IEnumerable<object[]> Rows() => Damages.Keys.Select(name => new object[] { name });

    [TestMethod]
    public void Say_whom_to_trust_and_when()
    {
        JsonObject json = ProofWorld.Sigstore.TrustedRoot();
        json["tlogs"]![0]!["publicKey"]!["validFor"]!["end"] = "2026-02-01T01:00:00.5+01:00";
        TrustedRoot root = ProofWorld.Root(json);
        Assert.HasCount(2, root.Logs);
        Assert.AreEqual("https://rekor.test", root.Logs[0].BaseUrl);
        Assert.IsTrue(root.Logs[0].Key.IsUsable);
        Assert.IsTrue(root.Logs[0].ValidFor.Contains(DateTimeOffset.Parse("2026-02-01T00:00:00.5Z", null)));
        Assert.IsFalse(root.Logs[0].ValidFor.Contains(DateTimeOffset.Parse("2026-02-01T00:00:00.6Z", null)));
        Assert.IsFalse(root.Logs[0].ValidFor.Contains(DateTimeOffset.Parse("2023-12-31T23:59:59Z", null)));
        Assert.HasCount(2, root.CertificateAuthorities[0].Certificates);
        Assert.AreEqual("https://tsa.test", root.TimestampAuthorities[0].Name);
        Assert.AreEqual("https://ct.test", root.CertificateLogs[0].BaseUrl);
    }

    [TestMethod]
    [DataRow("application/vnd.dev.sigstore.trustedroot.v0.1+json")]
    [DataRow("application/vnd.dev.sigstore.trustedroot.v0.2+json")]
    public void Of_other_versions_are_read_too(string type)
    {
        JsonObject json = ProofWorld.Sigstore.TrustedRoot();
        json["mediaType"] = type;
        json["tlogs"]![0]!["operator"] = "sigstore.test";
        json["tlogs"]![0]!["checkpointKeyId"] = new JsonObject { ["keyId"] = Convert.ToBase64String(ProofWorld.Sigstore.Log.Id[..4]) };
        Assert.IsTrue(ProofWorld.Root(json).Logs[0].IsNamed(ProofWorld.Sigstore.Log.Id.AsSpan(0, 4)));
    }

    // Another log's key must not stop anybody from using those that are known.
    [TestMethod]
    public void With_a_key_of_an_unknown_kind_trust_the_others()
    {
        JsonObject json = ProofWorld.Sigstore.TrustedRoot();
        json["tlogs"]![1]!["publicKey"]!["keyDetails"] = "ML_DSA_65";
        Assert.IsFalse(ProofWorld.Root(json).Logs[1].Key.IsUsable);
        Assert.IsNotNull(ProofWorld.Verify(new TestSigner(), ProofWorld.Policy() with { TrustedRoot = ProofWorld.Root(json) }));
        ProofWorld.Refused("whose kind of key is not verified here", TestSigner.OfVersion2, ProofWorld.Policy() with { TrustedRoot = ProofWorld.Root(json) });
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void That_are_none_are_refused_with_the_place(string name)
    {
        (Action<JsonObject> change, EvidenceFault fault, string message) = Damages[name];
        JsonObject json = ProofWorld.Sigstore.TrustedRoot();
        change(json);
        Samples.Refused(fault, message, () => ProofWorld.Root(json));
    }

    [TestMethod]
    public void That_are_any_text_never_do_more_than_be_refused() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        Assert.ThrowsExactly<EvidenceException>(() => TrustedRoot.Read(Encoding.UTF8.GetBytes("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot.v0.2+json\"," + text), "It"));
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void With_changed_bytes_are_read_or_refused()
    {
        Random random = new(17);
        byte[] bytes = Samples.Bytes(ProofWorld.Sigstore.TrustedRoot().ToJsonString(TestSigstore.Plain));
        for (int i = 0; i < 800; i++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            try
            {
                TrustedRoot.Read(changed, "The trusted root");
            }
            catch (EvidenceException)
            {
                // Refused.
            }
        }
    }

    private static JsonArray Certificates(JsonObject root) => root["certificateAuthorities"]![0]!["certChain"]!["certificates"]!.AsArray();

    private static void Clear(JsonObject root)
    {
        foreach (string name in new[] { "tlogs", "certificateAuthorities", "timestampAuthorities" })
        {
            root.Remove(name);
        }
    }
}
