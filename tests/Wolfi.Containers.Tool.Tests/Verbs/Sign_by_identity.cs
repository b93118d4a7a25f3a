using System.Text.Json;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary><c>sign IMAGE --keyless</c>, and logs and timestamps for keys.</summary>
[TestClass]
public sealed class Sign_by_identity
{
    private static readonly Image Image = new RecordedImageBuilder().Build();

    [TestMethod]
    public void Attaches_a_bundle_with_certificate_entry_and_timestamp()
    {
        using Scratch scratch = new();
        using FakeSigstore fake = new();
        string[] keyless = Keyless(scratch, fake);

        ToolRun run = ToolRun.Of(["sign", scratch["layout"], .. keyless, "--json"]).Expect(0);

        Assert.AreEqual(FakeSigstore.Identity, run.Json.GetProperty("identity").GetString());
        Assert.AreEqual(FakeSigstore.Issuer, run.Json.GetProperty("issuer").GetString());
        Assert.IsFalse(run.Json.TryGetProperty("fingerprint", out JsonElement _));
        SigstoreBundle bundle = Bundles(scratch).Single();
        Assert.IsFalse(bundle.Certificate.IsEmpty);
        Assert.HasCount(1, bundle.LogEntries);
        Assert.HasCount(1, bundle.Timestamps);
        StringAssert.Contains(ToolRun.Of(["sign", scratch["layout"], .. keyless]).Expect(0).Output, $"  identity        {FakeSigstore.Identity}\n  issuer          {FakeSigstore.Issuer}\n");
    }

    [TestMethod]
    public void Logs_a_keys_signature_where_a_log_is_named_and_one_that_stood_unlogged_too()
    {
        using Scratch scratch = new();
        using FakeSigstore fake = new();
        Write(scratch);
        using PrivateKey key = PrivateKey.Generate();
        string file = scratch.Write("team.key", key.ExportPlainPem());
        ToolRun.Of("sign", scratch["layout"], "--key", file).Expect(0);
        string[] logged = ["sign", scratch["layout"], "--key", file, "--transparency-log", fake.Url];
        ToolRun.Of(logged).Expect(0);
        StringAssert.Contains(ToolRun.Of(logged).Expect(0).Output, "signed so before");
        SigstoreBundle[] bundles = Bundles(scratch);
        Assert.HasCount(2, bundles);
        Assert.HasCount(1, bundles.Single(bundle => bundle.LogEntries.Length == 1).LogEntries);
        Assert.IsTrue(bundles.All(bundle => bundle.IsSignedBy(key.PublicKey)));
    }

    [TestMethod]
    public void Attaches_nothing_where_a_service_fails_or_lies()
    {
        using Scratch scratch = new();
        using FakeSigstore fake = new();
        string[] keyless = [.. Keyless(scratch, fake), "--json"];
        fake.Otherwise = (path, _, _) => path == "/api/v2/signingCert" ? new FakeAnswer(400, "no such issuer"u8.ToArray()) : null;
        Assert.AreEqual("WOLFI7154", ToolRun.Of(["sign", scratch["layout"], .. keyless]).Expect(3).ErrorCode);
        fake.Otherwise = (path, _, _) => path == "/timestamp" ? new FakeAnswer(200, [0]) : null;
        Assert.AreEqual("WOLFI7164", ToolRun.Of(["sign", scratch["layout"], .. keyless]).Expect(3).ErrorCode);
        Assert.IsEmpty(Bundles(scratch));
    }

    [TestMethod]
    [DataRow("Either --key or --keyless says who signs.")]
    [DataRow("Either --key or --keyless says who signs.", "--key", "a.key", "--keyless")]
    [DataRow("--keyless makes bundles; the classic form is for keys.", "--keyless", "--format", "classic")]
    public void Refuses_what_can_not_be(string message, params string[] options) => StringAssert.Contains(ToolRun.Of(["sign", "./layout", .. options]).Expect(2).Error, message);

    [TestMethod]
    public void Wants_a_token_and_places_that_are_some()
    {
        using Scratch scratch = new();
        Write(scratch);
        string token = scratch.Write("token", "no token");
        Assert.AreEqual("WOLFI7153", ToolRun.Of("sign", scratch["layout"], "--keyless", "--identity-token", token, "--json").Expect(1).ErrorCode);
        StringAssert.Contains(
            ToolRun.Of("sign", scratch["layout"], "--keyless", "--transparency-log", "http://log.example.org").Expect(2).Error, "WOLFI7161: --transparency-log can't be used: 'http://log.example.org/' is no https URL");
        ToolRun secret = ToolRun.Of("sign", scratch["layout"], "--keyless", "--identity-token", FakeSigstore.Token()).Expect(2);
        StringAssert.Contains(secret.Error, "WOLFI7161: --identity-token can't be used: it is a token itself");
        Assert.DoesNotContain("eyJ", secret.Error);
    }

    private static string[] Keyless(Scratch scratch, FakeSigstore fake)
    {
        Write(scratch);
        return
        [
            "--keyless", "--identity-token", scratch.Write("token", FakeSigstore.Token()), "--certificate-authority", fake.Url,
            "--transparency-log", $"{fake.Url}/v2", "--transparency-log-version", "2", "--timestamp-server", $"{fake.Url}/timestamp",
        ];
    }

    private static void Write(Scratch scratch) => OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(Image, null, "1.0")), CancellationToken.None);

    private static SigstoreBundle[] Bundles(Scratch scratch) =>
        [.. Referrers.Of(OciLayout.Open(scratch["layout"]), Image.Descriptor, CancellationToken.None).Select(artifact => SigstoreBundle.Read(artifact.Content.Single().ReadDocument(CancellationToken.None), "It"))];
}
