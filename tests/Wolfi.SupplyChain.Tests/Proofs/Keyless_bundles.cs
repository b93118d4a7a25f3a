using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Proofs;
using Wolfi.Testing.Sigstore;

namespace Wolfi.SupplyChain.Tests.Proofs;

[TestClass]
public sealed class Keyless_bundles
{
    [TestMethod]
    [DataRow("dsse")]
    [DataRow("hashedrekord")]
    [DataRow("intoto")]
    public void In_a_log_of_version_1_are_proved_by_its_promise(string entry)
    {
        SignatureProof proof = ProofWorld.Verify(new TestSigner { Entry = entry });
        Assert.AreEqual(TestSigner.Workflow, proof.Identity!.Name);
        Assert.AreEqual(TestSigner.GitHub, proof.Identity.Issuer);
        Assert.AreEqual("https://github.com/acme/app", proof.Identity.SourceRepository);
        Assert.IsNull(proof.Key);
        CollectionAssert.AreEqual(new[] { "https://rekor.test" }, proof.Logs.ToArray());
        CollectionAssert.AreEqual(new[] { new TestSigner().Time.AddSeconds(5) }, proof.Times.ToArray());
    }

    [TestMethod]
    [DataRow("hashedrekord2")]
    [DataRow("dsse2")]
    public void In_a_log_of_version_2_are_proved_by_a_timestamp(string entry)
    {
        SignatureProof proof = ProofWorld.Verify(TestSigner.OfVersion2 with { Entry = entry });
        CollectionAssert.AreEqual(new[] { "https://log2.test" }, proof.Logs.ToArray());
        CollectionAssert.AreEqual(new[] { new TestSigner().Time.AddSeconds(6) }, proof.Times.ToArray());
        ProofWorld.Refused("nothing proves when it was signed: neither", TestSigner.OfVersion2 with { Entry = entry, StampedAfter = null });
    }

    [TestMethod]
    public void Name_an_address_or_a_user_too()
    {
        foreach ((string name, string identity) in new[] { ("ann@acme.example", "ann@acme.example"), ("user:ann!acme", "ann!acme") })
        {
            IdentityPolicy policy = new(NamePattern.Exactly(identity), NamePattern.Exactly("https://accounts.test"));
            TestSigner signer = new() { Names = [name], Issuer = "https://accounts.test", OlderIssuer = null, Repository = null };
            Assert.AreEqual(identity, ProofWorld.Verify(signer, ProofWorld.Policy() with { Identities = [ProofWorld.Workflow, policy] }).Identity!.Name);
            Assert.AreEqual(identity, ProofWorld.Verify(signer with { Issuer = null, OlderIssuer = "https://accounts.test" }, ProofWorld.Policy() with { Identities = [policy] }).Identity!.Name);
        }
    }

    [TestMethod]
    public void Need_no_log_only_where_that_is_said_and_a_timestamp_then()
    {
        TestSigner unlogged = new() { Entry = "none", HasLogProof = false, StampedAfter = TimeSpan.FromSeconds(1) };
        SignerPolicy lax = ProofWorld.Policy() with { AllowNoLog = true, AllowNoCertificateLog = true };
        Assert.IsEmpty(ProofWorld.Verify(unlogged, lax).Logs);
        ProofWorld.Refused("stands in no log", unlogged, lax with { AllowNoLog = false });
        ProofWorld.Refused("holds no proof (SCT)", unlogged, lax with { AllowNoCertificateLog = false });
        ProofWorld.Refused("nothing proves when it was signed", unlogged with { StampedAfter = null }, lax);
        ProofWorld.Refused("valid from 2026-01-15T12:00:00Z to 2026-01-15T12:10:00Z, not at 2026-01-15T13:00:00Z", unlogged with { StampedAfter = TimeSpan.FromHours(1) }, lax);
    }

    [TestMethod]
    public void Are_nobodys_where_no_identity_is_named()
    {
        using PrivateKey key = PrivateKey.Generate();
        ProofWorld.Refused("no identity is named", new TestSigner(), new SignerPolicy { Keys = [key.PublicKey] });
        ProofWorld.Refused("no identity is named", new TestSigner(), ProofWorld.Policy() with { Keys = [key.PublicKey], Identities = [] });
        Assert.ThrowsExactly<ArgumentException>(() => ProofWorld.Verify(new TestSigner(), new SignerPolicy()));
        Assert.ThrowsExactly<ArgumentException>(() => ProofWorld.Verify(new TestSigner(), new SignerPolicy { Identities = [ProofWorld.Workflow] }));
        Assert.ThrowsExactly<ArgumentException>(() => ProofWorld.Verify(new TestSigner(), ProofWorld.Policy() with { RequireLog = true, AllowNoLog = true }));
    }

    [TestMethod]
    public void Of_a_key_count_with_log_and_timestamp_where_they_are_asked_for()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SignerPolicy plain = ProofWorld.Policy() with { Keys = [VerificationKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), "key")] };
        JsonObject unlogged = ProofWorld.Sigstore.SignWithKey(ProofWorld.Statement, key, new TestSigner { Entry = "none" });
        Assert.IsNotNull(ProofWorld.Verify(unlogged, plain).Key);
        ProofWorld.Refused("stands in no log", unlogged, plain with { RequireLog = true });
        ProofWorld.Refused("it has no timestamp", unlogged, plain with { RequireTimestamp = true });
        foreach (string entry in new[] { "dsse", "hashedrekord", "intoto", "hashedrekord2", "dsse2" })
        {
            JsonObject logged = ProofWorld.Sigstore.SignWithKey(ProofWorld.Statement, key, new TestSigner { Entry = entry, StampedAfter = TimeSpan.FromDays(1) });
            SignatureProof proof = ProofWorld.Verify(logged, plain with { RequireLog = true, RequireTimestamp = true });
            Assert.HasCount(1, proof.Logs);
            Assert.IsNull(proof.Identity);

            // The entry is of another key.
            JsonObject other = ProofWorld.Sigstore.Sign(ProofWorld.Statement, new TestSigner { Entry = entry });
            JsonObject mixed = logged.DeepClone().AsObject();
            mixed["verificationMaterial"]!["tlogEntries"] = other["verificationMaterial"]!["tlogEntries"]!.DeepClone();
            ProofWorld.Refused("is of another signature", mixed, plain with { RequireLog = true });
        }

        ProofWorld.Refused("signed by a key, and no key is named", unlogged);
    }
}
