using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Real builds of a CI job that sign by its identity, without any stored key.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Signing_by_identity_in_builds
{
    private const string Bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const string Provenance = "https://slsa.dev/provenance/v1";

    [TestMethod]
    public async Task Sign_all_by_one_certificate_and_put_no_token_into_any_log_or_file()
    {
        using FakeSigstore fake = new();
        string token = FakeSigstore.Token();
        TestProject project = await ProjectAsync(token);
        string[] services =
        [
            "-p:WolfiKeyless=true", $"-p:WolfiCertificateAuthority={fake.Url}", $"-p:WolfiTransparencyLog={fake.Url}/v2", "-p:WolfiTransparencyLogVersion=2",
            $"-p:WolfiTimestampServer={fake.Url}/timestamp", "-p:WolfiLockedMode=false",
        ];

        string said = (await project.PublishAsync([.. services, "-v:diag", $"-bl:{project.FullPath("log.binlog")}"])).Succeeded();

        StringAssert.Contains(said, $"  signed   by {FakeSigstore.Identity}, for which {FakeSigstore.Issuer} vouches");
        StringAssert.Contains(said, $"  verify   cosign verify --certificate-identity {FakeSigstore.Identity} --certificate-oidc-issuer {FakeSigstore.Issuer} REGISTRY/shop@sha256:");
        JsonElement[] bundles = [.. Bundles(project).Select(bundle => bundle.Content)];
        Assert.IsGreaterThanOrEqualTo(4, bundles.Length);
        Assert.AreEqual(1, fake.Asked.Count(asked => asked.Contains("signingCert", StringComparison.Ordinal)));
        Assert.AreEqual(bundles.Length, fake.Asked.Count(asked => asked == "POST /v2/api/v2/log/entries"));
        Assert.AreEqual(bundles.Length, fake.Asked.Count(asked => asked == "POST /timestamp"));
        Assert.AreEqual(1, bundles.Select(bundle => bundle.GetProperty("verificationMaterial").GetProperty("certificate").GetProperty("rawBytes").GetString()).Distinct().Count());
        Assert.AreEqual(FakeSigstore.Identity, BuilderOf(project));

        // A new token of the same job is no reason to sign again.
        int asked = fake.Asked.Count;
        project.Environment["SIGSTORE_ID_TOKEN"] = FakeSigstore.Token(change: claims => claims["jti"] = "another");
        StringAssert.Contains((await project.PublishAsync([.. services, "--no-build"])).Succeeded(), "is up to date");
        Assert.HasCount(asked, fake.Asked);

        string[] needles = [token, .. token.Split('.')[1..], "planted-request-token"];
        Assert.IsFalse(needles.Any(needle => said.Contains(needle, StringComparison.Ordinal)), said);
        foreach (string path in Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories))
        {
            string text = Read(path);
            Assert.IsFalse(needles.Any(needle => text.Contains(needle, StringComparison.Ordinal)), path);
        }
    }

    public static IEnumerable<object[]> Kit() => Verifiers.Rows(["the kit's Sigstore"]);

    [TestMethod]
    [DynamicData(nameof(Kit))]
    public async Task Are_accepted_by_independent_checkers(string services)
    {
        using MockSigstore mock = await MockSigstore.StartAsync();
        TestProject project = await ProjectAsync(token: "");
        project.Environment["ACTIONS_ID_TOKEN_REQUEST_URL"] = mock.TokenUrl;

        string said = (await project.PublishAsync(
            "-p:WolfiKeyless=true", $"-p:WolfiSigstoreConfig={mock.SigningConfig}", $"-p:WolfiTrustedRoot={mock.TrustedRoot}", "-p:WolfiLockedMode=false")).Succeeded();

        StringAssert.Contains(said, $"--certificate-oidc-issuer {MockSigstore.Issuer} --trusted-root {mock.TrustedRoot} REGISTRY/shop@sha256:", services);
        string digest = said[said.IndexOf("REGISTRY/shop@", StringComparison.Ordinal)..].Split('@', '\n')[1].Trim();
        foreach ((string file, _) in Bundles(project))
        {
            (int code, string output) = Verifiers.Run(
                "verify-bundle.js", file, "--trusted-root", mock.TrustedRoot, "--san", MockSigstore.Identity, "--issuer", MockSigstore.Issuer, "--digest", digest, "--no-timestamp");

            // sigstore-js reads fractions of three digits only, and DER has none that ends in 0.
            Assert.IsTrue(code == 0 || output.Contains("invalid time", StringComparison.Ordinal), output);
        }

        Assert.AreEqual(MockSigstore.Identity, BuilderOf(project));
    }

    [TestMethod]
    public async Task Tell_a_job_of_GitHub_what_it_lacks()
    {
        TestProject project = await ProjectAsync(token: "");
        project.Environment["GITHUB_ACTIONS"] = "true";
        CommandResult result = await project.PublishAsync("-p:WolfiKeyless=true", "-p:WolfiLockedMode=false");
        CollectionAssert.AreEqual(new[] { "WOLFI7151" }, result.Errors);
    }

    private static async Task<TestProject> ProjectAsync(string token)
    {
        TestProject project = await TestProject.ConsoleAsync();
        project.Environment["WolfiSign"] = "";
        project.Environment["CI"] = "true";
        project.Environment["SIGSTORE_ID_TOKEN"] = token;
        project.Environment["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "planted-request-token";
        return project;
    }

    private static string LayoutOf(TestProject project) => Path.GetDirectoryName(Directory.GetFiles(project.Folder, "oci-layout", SearchOption.AllDirectories).Single())!;

    private static IEnumerable<(string File, JsonElement Content)> Bundles(TestProject project)
    {
        string layout = LayoutOf(project);
        JsonElement index = JsonElement.Parse(File.ReadAllText(Path.Combine(layout, "index.json")));
        foreach (JsonElement entry in index.GetProperty("manifests").EnumerateArray().Where(entry => entry.TryGetProperty("artifactType", out JsonElement type) && type.GetString() == Bundle))
        {
            JsonElement manifest = JsonElement.Parse(File.ReadAllText(BlobOf(layout, entry)));
            string file = BlobOf(layout, manifest.GetProperty("layers")[0]);
            yield return (file, JsonElement.Parse(File.ReadAllText(file)));
        }
    }

    private static string BlobOf(string layout, JsonElement descriptor) => Path.Combine(layout, "blobs", "sha256", descriptor.GetProperty("digest").GetString()!["sha256:".Length..]);

    // Of the statement that is signed, not of a file beside it.
    private static string? BuilderOf(TestProject project)
    {
        foreach ((_, JsonElement bundle) in Bundles(project))
        {
            JsonElement statement = JsonElement.Parse(Convert.FromBase64String(bundle.GetProperty("dsseEnvelope").GetProperty("payload").GetString()!));
            if (statement.GetProperty("predicateType").GetString() == Provenance)
            {
                return statement.GetProperty("predicate").GetProperty("runDetails").GetProperty("builder").GetProperty("id").GetString();
            }
        }

        return null;
    }

    private static string Read(string path)
    {
        if (!path.EndsWith(".binlog", StringComparison.Ordinal))
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes(path));
        }

        using GZipStream log = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(log, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
