using System.Text.Json.Nodes;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.Testing.Sigstore;

namespace Wolfi.SupplyChain.Tests.Proofs;

/// <summary>Groups H and I of the attacks, as far as they are about certificates, logs and times; a sound bundle of the same Sigstore passes beside each.</summary>
[TestClass]
public sealed class Keyless_bundles_that_prove_nothing
{
    private static readonly TestSigner Sound = new();

    private static readonly Dictionary<string, (TestSigner Signer, string Message)> Signers = new()
    {
        ["I136 a certificate that had expired when it was used"] = (Sound with { LoggedAfter = TimeSpan.FromMinutes(11) }, "it was valid from 2026-01-15T12:00:00Z to 2026-01-15T12:10:00Z, not at 2026-01-15T12:11:00Z"),
        ["I136 a certificate of later than its use"] = (Sound with { LoggedAfter = TimeSpan.FromSeconds(-1) }, "not at 2026-01-15T11:59:59Z"),
        ["I136 a timestamp outside of its validity beside a log's time inside"] = (Sound with { StampedAfter = TimeSpan.FromHours(2) }, "not at 2026-01-15T14:00:00Z"),
        ["I136 an authority that was not trusted yet"] = (Sound with { Time = new DateTimeOffset(2023, 6, 1, 0, 0, 0, TimeSpan.Zero) }, "was not trusted"),
        ["I134 another use of the certificate"] = (Sound with { Use = "1.3.6.1.5.5.7.3.1" }, "is not for signing code"),
        ["I134 no use of the certificate"] = (Sound with { Use = null }, "is not for signing code"),
        ["I134 no proof of a certificate log"] = (Sound with { HasLogProof = false }, "holds no proof (SCT)"),
        ["I134 a certificate log's proof of something else"] = (Sound with { HasWrongLogProof = true }, "is not one that the log 'https://ct.test' made of it"),
        ["I134 no name"] = (Sound with { Names = [] }, "does not say whose key it is"),
        ["I134 two names"] = (Sound with { Names = [TestSigner.Workflow, "https://github.com/mallory/x"] }, "names more than one identity"),
        ["I134 a host's name"] = (Sound with { Names = ["dns:github.com"] }, "of a form that is not read here: subject alternative name"),
        ["I134 two issuers"] = (Sound with { OlderIssuer = "https://accounts.test" }, "names two issuers"),
        ["I134 no issuer"] = (Sound with { Issuer = null, OlderIssuer = null }, "does not say who vouched"),
        ["I134 another identity"] = (Sound with { Names = ["https://github.com/mallory/app/.github/workflows/build.yml@refs/heads/main"] }, "its certificate names 'https://github.com/mallory/app"),
        ["I134 another issuer"] = (Sound with { Issuer = "https://accounts.test", OlderIssuer = null }, "is 'https://accounts.test', not '"),
        ["I134 the identity with more behind it"] = (Sound with { Names = [TestSigner.Workflow + "x"] }, "its certificate names"),
        ["I134 the identity with less behind it"] = (Sound with { Names = [TestSigner.Workflow[..^1]] }, "its certificate names"),
        ["I134 the identity in other letters"] = (Sound with { Names = [TestSigner.Workflow.ToUpperInvariant()] }, "its certificate names"),
        ["I134 the identity with a slash behind it"] = (Sound with { Names = [TestSigner.Workflow + "/"] }, "its certificate names"),
        ["I134 the issuer with a slash behind it"] = (Sound with { Issuer = TestSigner.GitHub + "/", OlderIssuer = null }, "whoever vouched for 'https"),
        ["I134 the identity inside of another"] = (Sound with { Names = ["https://evil.example/?" + TestSigner.Workflow] }, "its certificate names"),
        ["I135 an entry about another statement"] = (Sound with { LoggedStatement = "other"u8.ToArray() }, "is of another statement"),
        ["I135 an entry about another statement, by its hash"] = (Sound with { Entry = "hashedrekord", LoggedStatement = "other"u8.ToArray() }, "is of another statement"),
        ["I135 an entry about another statement, of in-toto"] = (Sound with { Entry = "intoto", LoggedStatement = "other"u8.ToArray() }, "is of another statement"),
        ["I135 an entry of version 2 about another statement"] = (TestSigner.OfVersion2 with { LoggedStatement = "other"u8.ToArray() }, "is of another statement"),
        ["I135 an entry of version 2 about another payload"] = (TestSigner.OfVersion2 with { Entry = "dsse2", LoggedStatement = "other"u8.ToArray() }, "is of another statement"),
        ["I135 no entry"] = (Sound with { Entry = "none", StampedAfter = TimeSpan.FromSeconds(1) }, "stands in no log"),
    };

    private static readonly Dictionary<string, (Action<JsonObject, JsonObject> Change, string Message)> Changes = new()
    {
        ["I135 the entry of another signature of the same"] = ((entry, other) => Replace(entry, other), "is of another"),
        ["I135 a proof of another leaf"] = ((entry, _) => entry["inclusionProof"]!["logIndex"] = "3", "does not lead from its entry"),
        ["I135 a proof outside of the tree"] = ((entry, _) => entry["inclusionProof"]!["logIndex"] = "8", "does not lead from its entry"),
        ["I135 a proof that is too short"] = ((entry, _) => entry["inclusionProof"]!["hashes"]!.AsArray().RemoveAt(0), "does not lead from its entry"),
        ["I135 a proof that is too long"] = ((entry, _) => entry["inclusionProof"]!["hashes"]!.AsArray().Add(entry["inclusionProof"]!["rootHash"]!.GetValue<string>()), "does not lead from its entry"),
        ["I135 no proof"] = ((entry, _) => entry["inclusionProof"]!["hashes"] = new JsonArray(), "does not lead from its entry"),
        ["I135 a root that is not the checkpoint's"] = ((entry, _) => entry["inclusionProof"]!["rootHash"] = Convert.ToBase64String(new byte[32]), "of another tree"),
        ["I135 a size that is not the checkpoint's"] = ((entry, _) => entry["inclusionProof"]!["treeSize"] = "9", "of another tree"),
        ["I135 a checkpoint of another log"] = ((entry, _) => Checkpoint(entry, ProofWorld.Sigstore.Log2.Checkpoint(Root(entry), 8)), "did not sign"),
        ["I135 a checkpoint with another size"] = ((entry, _) => Checkpoint(entry, Note(entry).Replace("\n8\n", "\n9\n", StringComparison.Ordinal)), "did not sign"),
        ["I135 a checkpoint without a signature"] = ((entry, _) => Checkpoint(entry, Note(entry)[..(Note(entry).IndexOf("\n\n", StringComparison.Ordinal) + 2)]), "holds no checkpoint"),
        ["I135 no checkpoint"] = ((entry, _) => Checkpoint(entry, ""), "holds no checkpoint"),
        ["I135 a promise of another time"] = ((entry, _) => entry["integratedTime"] = "1768478400", "holds a promise (SET) that the log"),
        ["I135 a promise of another place"] = ((entry, _) => entry["logIndex"] = "4712", "holds a promise (SET) that the log"),
        ["I135 a promise by another log"] = ((entry, _) => entry["inclusionPromise"] = Promised(entry), "holds a promise (SET) that the log"),
        ["I135 no promise"] = ((entry, _) => entry.Remove("inclusionPromise"), "nothing proves when it was signed"),
        ["I135 an unknown log"] = ((entry, _) => entry["logId"]!["keyId"] = Convert.ToBase64String(new byte[32]), "stands in no log"),
        ["I135 another kind than the entry's"] = ((entry, _) => entry["kindVersion"]!["kind"] = "hashedrekord", "of another kind"),
        ["I135 an entry that is no JSON"] = ((entry, _) => entry["canonicalizedBody"] = Convert.ToBase64String("x"u8), "not the JSON"),
    };

    public static IEnumerable<object[]> SignerRows() => Signers.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> ChangeRows() => Changes.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(SignerRows))]
    public void Are_refused_with_their_reason(string name)
    {
        ProofWorld.Verify(Sound);
        ProofWorld.Verify(TestSigner.OfVersion2);
        ProofWorld.Refused(Signers[name].Message, Signers[name].Signer);
    }

    [TestMethod]
    [DynamicData(nameof(ChangeRows))]
    public void Are_refused_when_their_entry_is_changed(string name)
    {
        (Action<JsonObject, JsonObject> change, string message) = Changes[name];
        JsonObject bundle = ProofWorld.Sigstore.Sign(ProofWorld.Statement, Sound);
        ProofWorld.Verify(bundle);
        change(ProofWorld.Entry(bundle), ProofWorld.Entry(ProofWorld.Sigstore.Sign(ProofWorld.Statement, Sound)));
        ProofWorld.Refused(message, bundle);
    }

    [TestMethod]
    public void I134_Of_another_authority_log_or_clock_are_refused()
    {
        using TestSigstore other = new();
        JsonObject bundle = ProofWorld.Sigstore.Sign(ProofWorld.Statement, Sound);
        JsonObject stamped = ProofWorld.Sigstore.Sign(ProofWorld.Statement, TestSigner.OfVersion2);
        ProofWorld.Verify(bundle);
        ProofWorld.Verify(stamped);
        foreach ((string part, string message) in new[]
        {
            ("certificateAuthorities", "no authority of the trusted root issued it"),
            ("ctlogs", "no log of the trusted root made its proof (SCT)"),
            ("tlogs", "stands in no log"),
        })
        {
            ProofWorld.Refused(message, bundle, Policy(root => root[part] = other.TrustedRoot()[part]!.DeepClone()));
        }

        ProofWorld.Refused("is by no authority of the trusted root", stamped, Policy(root => root["timestampAuthorities"] = other.TrustedRoot()["timestampAuthorities"]!.DeepClone()));
        JsonObject moved = stamped.DeepClone().AsObject();
        moved["verificationMaterial"]!["timestampVerificationData"] = ProofWorld.Sigstore.Sign(ProofWorld.Statement, TestSigner.OfVersion2)["verificationMaterial"]!["timestampVerificationData"]!.DeepClone();
        ProofWorld.Refused("its timestamp is of another signature", moved);
    }

    [TestMethod]
    public void I136_Of_an_expired_intermediate_are_refused()
    {
        using TestSigstore expired = new() { Certificates = new TestCertificates(Sound.Time.AddMinutes(5)) };
        SignerPolicy policy = ProofWorld.Policy(expired);
        ProofWorld.Verify(expired.Sign(ProofWorld.Statement, Sound), policy);
        ProofWorld.Refused("a certificate above it was valid from", expired.Sign(ProofWorld.Statement, Sound with { LoggedAfter = TimeSpan.FromMinutes(6) }), policy);
    }

    [TestMethod]
    public void I136_With_a_timestamp_by_a_certificate_for_something_else_are_refused()
    {
        using TestSigstore other = new() { Timestamps = new TestTimestamps("1.3.6.1.5.5.7.3.3") };
        ProofWorld.Verify(other.Sign(ProofWorld.Statement, Sound), ProofWorld.Policy(other));
        ProofWorld.Refused("by a certificate that is not for timestamps alone", other.Sign(ProofWorld.Statement, TestSigner.OfVersion2), ProofWorld.Policy(other));
    }

    [TestMethod]
    public void I136_Outside_of_the_time_when_one_of_them_was_trusted_are_refused()
    {
        JsonObject bundle = ProofWorld.Sigstore.Sign(ProofWorld.Statement, Sound);
        JsonObject stamped = ProofWorld.Sigstore.Sign(ProofWorld.Statement, TestSigner.OfVersion2);
        JsonObject before = new() { ["start"] = "2024-01-01T00:00:00Z", ["end"] = "2026-01-15T11:59:59Z" };
        ProofWorld.Refused("when the log 'https://rekor.test' was not trusted", bundle, Policy(root => root["tlogs"]![0]!["publicKey"]!["validFor"] = before.DeepClone()));
        ProofWorld.Refused("when the log 'https://log2.test' was not trusted", stamped, Policy(root => root["tlogs"]![1]!["publicKey"]!["validFor"] = before.DeepClone()));
        ProofWorld.Refused("the authority 'https://ca.test' was not trusted", bundle, Policy(root => root["certificateAuthorities"]![0]!["validFor"] = before.DeepClone()));
        ProofWorld.Refused("the log 'https://ct.test' was not trusted", bundle, Policy(root => root["ctlogs"]![0]!["publicKey"]!["validFor"] = before.DeepClone()));
        ProofWorld.Refused("the authority 'https://tsa.test' was not trusted", stamped, Policy(root => root["timestampAuthorities"]![0]!["validFor"] = before.DeepClone()));
    }

    // No change of one bit leaves a bundle that proves something else.
    [TestMethod]
    public void I139_With_a_changed_byte_are_refused_or_prove_the_same()
    {
        Random random = new(4711);
        SignerPolicy policy = ProofWorld.Policy();
        foreach (TestSigner signer in new[] { Sound, TestSigner.OfVersion2 })
        {
            byte[] bytes = Samples.Bytes(ProofWorld.Sigstore.Sign(ProofWorld.Statement, signer).ToJsonString(TestSigstore.Plain));
            for (int i = 0; i < 600; i++)
            {
                byte[] changed = [.. bytes];
                changed[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    SigstoreBundle bundle = SigstoreBundle.Read(changed, "The bundle");
                    BundleVerifier.Verify(bundle, policy, "The bundle");
                    CollectionAssert.AreEqual(ProofWorld.Statement, bundle.Envelope.Payload.ToArray());
                }
                catch (EvidenceException)
                {
                    // Refused.
                }
            }
        }
    }

    private static SignerPolicy Policy(Action<JsonObject> change)
    {
        JsonObject root = ProofWorld.Sigstore.TrustedRoot();
        change(root);
        return ProofWorld.Policy() with { TrustedRoot = ProofWorld.Root(root) };
    }

    private static void Replace(JsonObject entry, JsonObject other)
    {
        foreach (string name in entry.Select(member => member.Key).ToArray())
        {
            entry[name] = other[name]!.DeepClone();
        }
    }

    private static string Note(JsonObject entry) => entry["inclusionProof"]!["checkpoint"]!["envelope"]!.GetValue<string>();

    private static byte[] Root(JsonObject entry) => Convert.FromBase64String(entry["inclusionProof"]!["rootHash"]!.GetValue<string>());

    private static void Checkpoint(JsonObject entry, string note) => entry["inclusionProof"]!["checkpoint"]!["envelope"] = note;

    private static JsonNode Promised(JsonObject entry)
    {
        JsonObject copy = entry.DeepClone().AsObject();
        ProofWorld.Sigstore.Log2.Promise(copy);
        return copy["inclusionPromise"]!.DeepClone();
    }
}
