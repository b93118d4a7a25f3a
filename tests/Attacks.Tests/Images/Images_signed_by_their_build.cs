using System.Globalization;
using System.Text.Json;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>What a build signs, verification accepts with everything that it may ask for; a development key's signature only by name.</summary>
[TestClass]
public sealed class Images_signed_by_their_build
{
    [TestMethod]
    public async Task Pass_with_all_evidence_that_a_policy_can_ask_for()
    {
        using TemporaryFolder folder = new();
        (string secret, string open) = Key(folder);
        using FinishedImage image = await FinishedImage.Make(request => request with { Signing = Signing(KeyReference.Parse(secret, Path.GetFullPath).Reference) });
        JsonElement answer = ToolRun.Of(
            "verify", image.Layout, "--key", open, "--package-key", image.PackageKeyFile, "--lock", image.World.LockFile,
            "--repository", "app", "--image-version", "1.2.3", "--not-before", "2023-11-14", "--require", "sbom,provenance,heads", "--json").Expect(0).Json;
        Assert.IsTrue(answer.GetProperty("verified").GetBoolean());
        Assert.AreEqual(5, answer.GetProperty("evidence").GetArrayLength());
        Assert.IsEmpty(answer.GetProperty("ignored").EnumerateArray().ToArray());
        string[] shares = [.. answer.GetProperty("shares").EnumerateArray().Select(share => share.GetProperty("class").GetString()!)];
        CollectionAssert.AreEqual(new[] { "distribution", "team", "recomputed" }, shares);
        string fingerprint = VerificationKey.Parse(File.ReadAllText(open), "key").Fingerprint[..12];
        foreach (JsonElement layer in answer.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("class").GetString() == "team"))
        {
            Assert.AreEqual($"image key {fingerprint}", layer.GetProperty("signer").GetString());
        }

        (_, string other) = Key(folder);
        StringAssert.Contains(ToolRun.Of("verify", image.Layout, "--key", other, "--package-key", image.PackageKeyFile).Expect(1).Error, "WOLFI8040");
    }

    [TestMethod]
    public async Task Of_a_development_key_pass_only_where_it_is_allowed()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("development.key");
        using FinishedImage image = await FinishedImage.Make(request => request with { Signing = Signing(null) with { DevelopmentKeyFile = file } });
        string open = Path.ChangeExtension(file, ".pub");
        StringAssert.Contains(ToolRun.Of("verify", image.Layout, "--key", open, "--package-key", image.PackageKeyFile).Expect(1).Error, "WOLFI8041");
        ToolRun.Of("verify", image.Layout, "--key", open, "--package-key", image.PackageKeyFile, "--allow-development-key").Expect(0);
    }

    [TestMethod]
    public async Task Show_whether_their_build_was_locked()
    {
        using TemporaryFolder folder = new();
        (string secret, string open) = Key(folder);
        SigningSettings signing = Signing(KeyReference.Parse(secret, Path.GetFullPath).Reference);
        using FinishedImage image = await FinishedImage.Make(request => request with { Signing = signing });
        string[] verify = ["verify", image.Layout, "--key", open, "--package-key", image.PackageKeyFile, "--require", "locked"];
        StringAssert.Contains(ToolRun.Of(verify).Expect(1).Error, "error WOLFI8110: The provenance of image sha256:");
        await SmallWorld.PublishAsync(image.World.Request() with { Packages = ["tzdata"], Signing = signing, Lock = new LockSettings { File = image.World.LockFile, Locked = true } });
        ToolRun.Of(verify).Expect(0);
    }

    public static IEnumerable<object[]> Logs() => Verifiers.Rows([1], [2]);

    [TestMethod]
    [DynamicData(nameof(Logs))]
    public async Task Without_a_key_pass_by_the_workflow_that_signed_them(int log)
    {
        using MockSigstore sigstore = await MockSigstore.StartAsync();
        Dictionary<string, string> services = new()
        {
            ["WolfiCertificateAuthority"] = sigstore.Url,
            ["WolfiTransparencyLog"] = log == 1 ? sigstore.Url : sigstore.SecondLog,
            ["WolfiTransparencyLogVersion"] = log.ToString(CultureInfo.InvariantCulture),
            ["WolfiTimestampServer"] = sigstore.TimestampServer,
            ["WolfiTrustedRoot"] = sigstore.TrustedRoot,
        };
        KeySecrets job = new() { Variable = name => name switch { "ACTIONS_ID_TOKEN_REQUEST_URL" => sigstore.TokenUrl, "ACTIONS_ID_TOKEN_REQUEST_TOKEN" => "request", _ => null } };
        using FinishedImage image = await FinishedImage.Make(request => request with { Signing = new SigningSettings { Secrets = job, Services = SigstoreSettings.Read(keyless: true, services, setting => setting.Name) } });
        string[] policy = ["--package-key", image.PackageKeyFile, "--certificate-oidc-issuer", MockSigstore.Issuer, "--trusted-root", sigstore.TrustedRoot];
        JsonElement answer = ToolRun.Of(
        [
            "verify", image.Layout, .. policy, "--certificate-identity", MockSigstore.Identity, "--certificate-github-workflow-repository", "acme/app", "--lock", image.World.LockFile,
            "--repository", "app", "--image-version", "1.2.3", "--require", "sbom,provenance,heads,log,timestamp", "--json",
        ]).Expect(0).Json;
        Assert.AreEqual(5, answer.GetProperty("signatures").GetArrayLength());
        foreach (JsonElement signature in answer.GetProperty("signatures").EnumerateArray())
        {
            Assert.AreEqual(MockSigstore.Identity, signature.GetProperty("identity").GetString());
            Assert.AreEqual(services["WolfiTransparencyLog"], signature.GetProperty("logs")[0].GetString());
            Assert.AreNotEqual(0, signature.GetProperty("times").GetArrayLength());
        }

        StringAssert.Contains(ToolRun.Of(["verify", image.Layout, .. policy, "--certificate-identity", MockSigstore.Identity + "s"]).Expect(1).Error, "WOLFI8070");
    }

    private static (string Secret, string Open) Key(TemporaryFolder folder)
    {
        using PrivateKey key = PrivateKey.Generate();
        string secret = folder.Combine($"{key.PublicKey.Fingerprint}.key");
        File.WriteAllText(secret, key.ExportPlainPem());
        string open = folder.Combine($"{key.PublicKey.Fingerprint}.pub");
        File.WriteAllText(open, key.PublicKey.Pem);
        return (secret, open);
    }

    private static SigningSettings Signing(KeyReference? key) => new() { Key = key, Secrets = new KeySecrets { Variable = _ => null } };
}
