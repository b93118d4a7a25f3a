using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Statements;
using Wolfi.Testing.Sigstore;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I133 to I136, I138, I142 and K166: what identities sign, without keys of their own, and what only seems to be signed by them.</summary>
[TestClass]
public sealed class Images_signed_by_identities
{
    private static readonly TestSigner Sound = new();

    private static readonly Dictionary<string, (TestSigner Signer, string[] Words)> Signers = new()
    {
        ["I134 another identity"] = (Sound with { Names = ["https://github.com/mallory/app/.github/workflows/build.yml@refs/heads/main"] }, ["its certificate names 'https://github.com/mallory/app", "not '" + TestSigner.Workflow]),
        ["I134 another branch of a long name"] = (Sound with { Names = [TestSigner.Workflow.Replace("/app/", $"/{new string('a', 200)}/", StringComparison.Ordinal) + "x"] }, ["@refs/heads/mainx', not '"]),
        ["I134 another issuer"] = (Sound with { Issuer = "https://accounts.example", OlderIssuer = null }, ["is 'https://accounts.example'", "not '" + TestSigner.GitHub]),
        ["I134 two identities"] = (Sound with { Names = [TestSigner.Workflow, "https://github.com/mallory/x"] }, ["names more than one identity"]),
        ["I134 another use of the certificate"] = (Sound with { Use = "1.3.6.1.5.5.7.3.2" }, ["is not for signing code"]),
        ["I134 no proof of a certificate log"] = (Sound with { HasLogProof = false }, ["holds no proof (SCT)"]),
        ["I134 a wrong proof of a certificate log"] = (Sound with { HasWrongLogProof = true }, ["is not one that the log 'https://ct.test' made of it"]),
        ["I135 an entry about another artifact"] = (Sound with { LoggedStatement = [1] }, ["is of another statement"]),
        ["I135 an entry of version 2 about another artifact"] = (TestSigner.OfVersion2 with { LoggedStatement = [1] }, ["is of another statement"]),
        ["I135 no entry"] = (Sound with { Entry = "none", StampedAfter = TimeSpan.Zero }, ["stands in no log of the trusted root"]),
        ["I136 an expired certificate"] = (Sound with { LoggedAfter = TimeSpan.FromHours(1) }, ["it was valid from 2026-01-15T12:00:00Z to 2026-01-15T12:10:00Z, not at 2026-01-15T13:00:00Z"]),
        ["I136 a timestamp of after the certificate's time"] = (TestSigner.OfVersion2 with { StampedAfter = TimeSpan.FromMinutes(11) }, ["not at 2026-01-15T12:11:00Z"]),
        ["I136 no time at all"] = (TestSigner.OfVersion2 with { StampedAfter = null }, ["nothing proves when it was signed"]),
    };

    private static readonly Dictionary<string, (Action<JsonObject> Change, string Word)> Changes = new()
    {
        ["I133 a signature of something else"] = (bundle => bundle["dsseEnvelope"]!["payload"] = Convert.ToBase64String("{}"u8), "is not signed by the key of its certificate"),
        ["I134 a key in the place of the certificate"] = (bundle => bundle["verificationMaterial"]!["certificate"]!["rawBytes"] = Convert.ToBase64String(Key()), "is no DER certificate"),
        ["I134 a stranger's certificate"] = (bundle => bundle["verificationMaterial"]!["certificate"] = Other(bundle)["certificate"]!.DeepClone(), "is not signed by the key of its certificate"),
        ["I135 the entry of another signature"] = (bundle => bundle["verificationMaterial"]!["tlogEntries"] = Other(bundle)["tlogEntries"]!.DeepClone(), "is of another signature"),
        ["I135 a proof of another leaf"] = (bundle => bundle["verificationMaterial"]!["tlogEntries"]![0]!["inclusionProof"]!["logIndex"] = "3", "does not lead from its entry"),
        ["I135 a checkpoint of another log"] = (bundle => bundle["verificationMaterial"]!["tlogEntries"]![0]!["inclusionProof"]!["checkpoint"]!["envelope"] = _image!.Sigstore.Log2.Checkpoint(new byte[32], 8), "did not sign"),
        ["I135 an earlier time than the log's"] = (bundle => bundle["verificationMaterial"]!["tlogEntries"]![0]!["integratedTime"] = "1768478401", "promise (SET)"),
        ["I136 no promise of the log"] = (bundle => bundle["verificationMaterial"]!["tlogEntries"]![0]!.AsObject().Remove("inclusionPromise"), "nothing proves when it was signed"),
    };

    private static KeylessImage? _image;

    public static IEnumerable<object[]> SignerRows() => Signers.Keys.Select(name => new object[] { name });

    public static IEnumerable<object[]> ChangeRows() => Changes.Keys.Select(name => new object[] { name });

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await KeylessImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    public void Pass_with_the_identity_log_and_time_that_prove_it()
    {
        JsonElement answer = _image!.Verify(_image.Sign(Sound), "--json").Expect(0).Json;
        JsonElement signature = answer.GetProperty("signatures")[0];
        Assert.AreEqual(TestSigner.Workflow, signature.GetProperty("identity").GetString());
        Assert.AreEqual(TestSigner.GitHub, signature.GetProperty("issuer").GetString());
        Assert.AreEqual(JsonValueKind.Null, signature.GetProperty("key").ValueKind);
        Assert.AreEqual("https://rekor.test", signature.GetProperty("logs")[0].GetString());
        Assert.AreEqual("2026-01-15T12:00:05Z", signature.GetProperty("times")[0].GetString());
        Assert.IsTrue(answer.GetProperty("layers").EnumerateArray().Any(layer => layer.GetProperty("signer").GetString() == TestSigner.Workflow));

        string text = _image.Verify(_image.Sign(TestSigner.OfVersion2)).Expect(0).Output;
        StringAssert.Contains(text, $"{TestSigner.Workflow}, vouched for by {TestSigner.GitHub}; in the log https://log2.test; not later than 2026-01-15T12:00:06Z");
    }

    [TestMethod]
    [DynamicData(nameof(SignerRows))]
    public void Are_refused_where_it_is_not_proved(string name)
    {
        (TestSigner signer, string[] words) = Signers[name];
        _image!.Verify(_image.Sign(Sound)).Expect(0);
        Refused(_image.Verify(_image.Sign(signer)), words);
    }

    [TestMethod]
    [DynamicData(nameof(ChangeRows))]
    public void Are_refused_where_the_bundle_was_changed(string name)
    {
        (Action<JsonObject> change, string word) = Changes[name];
        _image!.Verify(_image.Sign(Sound)).Expect(0);
        Refused(_image.Verify(_image.Sign(Sound, change)), word);
    }

    [TestMethod]
    public void I134_Of_another_sigstore_are_refused()
    {
        using TestSigstore other = new();
        string copy = _image!.Sign(Sound);
        _image.Verify(copy).Expect(0);
        foreach ((string part, string word) in new[] { ("certificateAuthorities", "no authority of the trusted root issued it"), ("ctlogs", "no log of the trusted root made its proof (SCT)"), ("tlogs", "stands in no log") })
        {
            string root = _image.TrustedRoot(trusted => trusted[part] = other.TrustedRoot()[part]!.DeepClone());
            Refused(_image.VerifyWith(copy, "--certificate-identity", TestSigner.Workflow, "--certificate-oidc-issuer", TestSigner.GitHub, "--trusted-root", root), word);
        }
    }

    [TestMethod]
    [DataRow("https://github.com/acme/.*", ".*", true)]
    [DataRow("https://github\\.com/acme/app/\\.github/workflows/.+@refs/heads/main", "https://token\\.actions\\.githubusercontent\\.com", true)]
    [DataRow("https://github.com/acme/", ".*", false)]
    [DataRow("github.com/acme/app", ".*", false)]
    [DataRow("https://github.com/acme/.*", "https://token.actions", false)]
    public void I134_Are_matched_as_a_whole_by_expressions(string identity, string issuer, bool passes)
    {
        string copy = _image!.Sign(Sound);
        ToolRun run = _image.VerifyWith(copy, "--certificate-identity-regexp", identity, "--certificate-oidc-issuer-regexp", issuer, "--trusted-root", "ROOT");
        if (passes)
        {
            run.Expect(0);
        }
        else
        {
            Refused(run, "matches only a part");
        }
    }

    [TestMethod]
    [DataRow("--certificate-github-workflow-repository", "acme/app", "mallory/app", "https://github.com/mallory/app")]
    [DataRow("--certificate-github-workflow-ref", "refs/heads/main", "refs/tags/v1", "refs/tags/v1")]
    [DataRow("--certificate-github-workflow-sha", "0123456789012345678901234567890123456789", "0123456789", "0123456789")]
    public void I134_Are_of_the_source_that_is_asked_for(string option, string right, string wrong, string words)
    {
        string copy = _image!.Sign(Sound);
        _image.Verify(copy, option, right).Expect(0);
        Refused(_image.Verify(copy, option, wrong), "the workflow ran for '", $"not for '{words}'");
        Refused(_image.Verify(_image.Sign(Sound with { Repository = null, Reference = null, Commit = null }), option, right), "the workflow ran for no ");
    }

    [TestMethod]
    public void I138_Pass_beside_what_strangers_signed()
    {
        TestSigner stranger = Sound with { Names = ["mallory@evil.example"], Issuer = "https://accounts.example", OlderIssuer = null };
        ToolRun run = _image!.Verify(_image.Sign([.. Enumerable.Repeat<Func<byte[], byte[]>>(statement => _image.Bundle(statement, stranger), 12), statement => _image.Bundle(statement, Sound)])).Expect(0);
        StringAssert.Contains(run.Error, "not counted: The bundle");
        StringAssert.Contains(run.Error, "its certificate names 'mallory@evil.example'");
    }

    [TestMethod]
    public void Are_asked_for_beside_keys_and_one_is_enough()
    {
        using PrivateKey key = PrivateKey.Generate();
        using TemporaryFolder folder = new();
        string file = folder.Combine("team.pub");
        File.WriteAllText(file, key.PublicKey.Pem);
        string byIdentity = _image!.Sign(Sound);
        _image.Verify(byIdentity, "--key", file).Expect(0);
        StringAssert.Contains(_image.VerifyWith(byIdentity, "--key", file).Expect(1).Error, "is signed with a certificate, and no identity is named here");
        StringAssert.Contains(_image.VerifyWith(byIdentity, "--key", file, "--trusted-root", "ROOT").Expect(1).Error, "error WOLFI8040");

        using ECDsa signer = ECDsa.Create();
        signer.ImportFromPem(key.ExportPlainPem());
        string byKey = _image.Sign(statement => Encoding.UTF8.GetBytes(_image.Sigstore.SignWithKey(statement, signer, Sound with { Entry = "hashedrekord" }).ToJsonString(TestSigstore.Plain)));
        _image.Verify(byKey, "--key", file).Expect(0);
        _image.VerifyWith(byKey, "--key", file, "--trusted-root", "ROOT", "--require", "log").Expect(0);
        StringAssert.Contains(_image.VerifyWith(byKey, "--key", file, "--trusted-root", "ROOT", "--require", "log,timestamp").Expect(1).Error, "it has no timestamp");
        Refused(_image.Verify(byKey), "is signed by a key, and no key is named here");
    }

    [TestMethod]
    public void Without_log_or_proof_of_a_certificate_log_pass_only_where_that_is_allowed()
    {
        string copy = _image!.Sign(Sound with { Entry = "none", HasLogProof = false, StampedAfter = TimeSpan.FromMinutes(1) });
        _image.Verify(copy, "--allow-no-log", "--allow-no-certificate-log").Expect(0);
        Refused(_image.Verify(copy, "--allow-no-log"), "holds no proof (SCT)");
        Refused(_image.Verify(copy, "--allow-no-certificate-log"), "stands in no log");
        Refused(_image.Verify(_image.Sign(Sound with { Entry = "none" }), "--allow-no-log"), "nothing proves when it was signed");
    }

    [TestMethod]
    [DataRow("no issuer is named", "--certificate-identity", "x", "--trusted-root", "ROOT")]
    [DataRow("no identity is named", "--certificate-github-workflow-sha", "x", "--trusted-root", "ROOT")]
    [DataRow("nobody whom it may vouch for", "--certificate-oidc-issuer", "x", "--trusted-root", "ROOT")]
    [DataRow("two issuers are named", "--certificate-identity", "x", "--certificate-oidc-issuer", "x", "--certificate-oidc-issuer-regexp", "x", "--trusted-root", "ROOT")]
    [DataRow("no trusted root names them", "--certificate-identity", "x", "--certificate-oidc-issuer", "x")]
    [DataRow("is no regular expression", "--certificate-identity-regexp", "(", "--certificate-oidc-issuer", "x", "--trusted-root", "ROOT")]
    [DataRow("is no regular expression", "--certificate-identity-regexp", "(a)\\1", "--certificate-oidc-issuer", "x", "--trusted-root", "ROOT")]
    [DataRow("a log is asked for, and not asked for", "--certificate-identity", "x", "--certificate-oidc-issuer", "x", "--trusted-root", "ROOT", "--allow-no-log", "--require", "log")]
    public void Are_not_looked_at_where_nobody_could_be_held_to_the_policy(string words, params string[] options)
    {
        ToolRun run = _image!.VerifyWith(_image.Image.Layout, options).Expect(2);
        StringAssert.Contains(run.Error, "error WOLFI8072");
        StringAssert.Contains(run.Error, words);
    }

    [TestMethod]
    public void Are_not_looked_at_with_a_trusted_root_that_is_none()
    {
        string file = _image!.TrustedRoot(root => root["tlogs"]![0]!["publicKey"]!["rawBytes"] = "AAAA");
        StringAssert.Contains(_image.VerifyWith(_image.Image.Layout, "--certificate-identity", "x", "--certificate-oidc-issuer", "x", "--trusted-root", file).Expect(2).Error, "error WOLFI8071");
        StringAssert.Contains(_image.VerifyWith(_image.Image.Layout, "--trusted-root", "ROOT").Expect(2).Error, "error WOLFI8000");
    }

    [TestMethod]
    [DataRow(TestSigner.Workflow, "", DisplayName = "K166 the workflow's own identity as builder")]
    [DataRow("https://wolfi-containers.github.io/builders/local-build", "", DisplayName = "K166 the builder that makes no claim")]
    [DataRow("https://github.com/acme/builders/.github/workflows/image.yml@refs/tags/v1", "", DisplayName = "K166 the workflow that was called as builder")]
    [DataRow("https://github.com/other/app/.github/workflows/build.yml@refs/heads/main", "and '" + TestSigner.Workflow + "' signed it", DisplayName = "K166 another workflow as builder")]
    [DataRow("", "nobody", DisplayName = "K166 no builder")]
    public void Name_a_hosted_builder_only_by_its_own_identity(string builder, string words)
    {
        byte[] predicate = builder.Length == 0 ? "{}"u8.ToArray() : BuiltBy(builder);
        TestSigner signer = Sound with { BuildSigner = "https://github.com/acme/builders/.github/workflows/image.yml@refs/tags/v1" };
        string copy = _image!.Sign(statement => _image.Bundle(statement, Sound), statement => _image.Bundle(Provenance(statement, predicate), signer));
        ToolRun run = _image.Verify(copy).Expect(1);
        Assert.AreEqual(words.Length > 0, run.Error.Contains("error WOLFI8073", StringComparison.Ordinal), run.Error);
        StringAssert.Contains(run.Error, words);
    }

    [TestMethod]
    public void K166_On_a_runner_of_their_own_name_no_hosted_builder()
    {
        string copy = _image!.Sign(statement => _image.Bundle(statement, Sound), statement => _image.Bundle(Provenance(statement, BuiltBy(TestSigner.Workflow)), Sound with { Runner = "self-hosted" }));
        StringAssert.Contains(_image.Verify(copy).Expect(1).Error, "a runner of somebody's own ran it");
    }

    [TestMethod]
    public void K166_Signed_by_a_key_name_no_hosted_builder() => _image!.Image.Refuses(
        image => image.Attached.Add((EvidenceTypes.ProvenancePredicate, BuiltBy(TestSigner.Workflow))),
        "WOLFI8073",
        TestSigner.Workflow,
        "only the builder's own identity can prove that");

    private static byte[] BuiltBy(string builder) => Encoding.UTF8.GetBytes(new JsonObject { ["runDetails"] = new JsonObject { ["builder"] = new JsonObject { ["id"] = builder } } }.ToJsonString());

    private static byte[] Provenance(byte[] statement, byte[] predicate) =>
        (Statement.Read(statement, "statement") with { PredicateType = EvidenceTypes.ProvenancePredicate, Predicate = predicate }).ToBytes().ToArray();

    private static void Refused(ToolRun run, params string[] words)
    {
        string finding = run.Expect(1).Error.Split('\n').Single(line => line.StartsWith("error WOLFI8070: ", StringComparison.Ordinal));
        foreach (string word in words)
        {
            StringAssert.Contains(finding, word);
        }
    }

    private static JsonObject Other(JsonObject bundle) =>
        _image!.Sigstore.Sign(Convert.FromBase64String(bundle["dsseEnvelope"]!["payload"]!.GetValue<string>()), Sound)["verificationMaterial"]!.AsObject();

    private static byte[] Key()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }
}
