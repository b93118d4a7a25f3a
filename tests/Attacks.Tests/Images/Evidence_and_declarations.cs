using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I143 and K155: signed documents that are another image's, and what a project added by hand.</summary>
[TestClass]
public sealed class Evidence_and_declarations
{
    private const string Spdx = "https://spdx.dev/Document";
    private const string CycloneDx = "https://cyclonedx.org/bom";

    [TestMethod]
    [DataRow("*.spdx.json", Spdx)]
    [DataRow("*.cdx.json", CycloneDx)]
    public async Task I143_A_bill_of_materials_is_of_these_layers_or_refused(string pattern, string type)
    {
        using FinishedImage image = await FinishedImage.Make();
        using FinishedImage other = await FinishedImage.Make(prepare: world => File.WriteAllText(Path.Combine(world.Publish, "app.dll"), "another assembly"));
        byte[] own = File.ReadAllBytes(Directory.GetFiles(image.World.Outputs, pattern).Single());
        byte[] others = File.ReadAllBytes(Directory.GetFiles(other.World.Outputs, pattern).Single());
        image.Verify(image.Forge(forged => forged.Attached.Add((type, own))), "--require", "sbom").Expect(0);
        image.Refuses(forged => forged.Attached.Add((type, others)), "WOLFI8051", "bill of materials", "does not name layer");
        image.Refuses(forged => forged.Attached.Add((type, "{}"u8.ToArray())), "WOLFI8051", "does not name wolfi-baselayout-1.0-r0");
    }

    [TestMethod]
    public async Task Provenance_is_of_these_packages_or_refused()
    {
        using FinishedImage image = await FinishedImage.Make();
        string document = """{"resolvedDependencies":[PACKAGES],"runDetails":{"builder":{"id":"https://wolfi-containers.github.io/builders/local-build"}}}""";
        string[] names = [.. SmallWorld.Packages().Select(package => $$"""{"uri":"pkg:apk/wolfi/{{package.Info.Name}}@{{package.Info.Version}}?arch=x86_64"}""")];
        byte[] Predicate(params string[] packages) => System.Text.Encoding.UTF8.GetBytes(document.Replace("PACKAGES", string.Join(',', packages), StringComparison.Ordinal));
        const string Type = "https://slsa.dev/provenance/v1";
        image.Verify(image.Forge(forged => forged.Attached.Add((Type, Predicate(names)))), "--require", "provenance").Expect(0);
        image.Refuses(forged => forged.Attached.Add((Type, Predicate(names[1..]))), "WOLFI8051", "provenance", "does not name wolfi-baselayout");
        image.Refuses(forged => forged.Attached.Add((Type, Predicate([.. names, """{"uri":"pkg:apk/wolfi/bash@5-r0"}"""]))), "WOLFI8051", "it names bash-5-r0");
    }

    [TestMethod]
    public async Task K155_An_account_passes_only_where_the_policy_names_it()
    {
        using FinishedImage image = await FinishedImage.Make(request => request with { Declared = new DeclaredContent { Accounts = [new DeclaredAccount("worker", 1500, 1500, "/home/worker")] } });
        string copy = image.Forge(_ => { });
        StringAssert.Contains(image.Verify(copy).Expect(1).Error, "error WOLFI8033: The project added the account worker (1500:1500, /home/worker)");
        StringAssert.Contains(image.Verify(copy, "--allow-declared", "account:worker").Expect(0).Output, "declared");
        image.Verify(copy, "--allow-declared", "account:other").Expect(1);
    }

    [TestMethod]
    public async Task A_file_passes_only_where_the_policy_names_it()
    {
        using FinishedImage image = await FinishedImage.Make(
            request => request with { Declared = new DeclaredContent { Files = [new DeclaredFile { SourceFile = Path.Combine(request.App.PublishFolder, "appsettings.json"), Target = "/etc/app.conf" }] } });
        string copy = image.Forge(_ => { });
        StringAssert.Contains(image.Verify(copy).Expect(1).Error, "the file /etc/app.conf");
        image.Verify(copy, "--allow-declared", "/etc/app.conf").Expect(0);
        string changed = image.Forge(forged => forged.Text("etc/app.conf", _ => "evil"));
        StringAssert.Contains(image.Verify(changed, "--allow-declared", "/etc/app.conf").Expect(1).Error, "nothing of what the record declares as /etc/app.conf");
    }

    [TestMethod]
    public async Task A_certificate_passes_only_where_the_policy_names_its_fingerprint()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=Evil CA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using TemporaryFolder folder = new();
        string file = folder.Combine("evil.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        using FinishedImage image = await FinishedImage.Make(publish => publish with { Declared = new DeclaredContent { CertificateFiles = [file] } });
        string copy = image.Forge(_ => { });
        string fingerprint = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));
        string error = image.Verify(copy).Expect(1).Error;
        StringAssert.Contains(error, fingerprint);
        StringAssert.Contains(error, "CN=Evil CA");
        image.Verify(copy, "--allow-declared", fingerprint).Expect(0);
    }

    [TestMethod]
    public async Task A_build_verifies_its_image_where_it_is_asked_to()
    {
        RecordingObserver observer = new();
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request() with { Verify = true }, observer);
        Assert.IsTrue(observer.Lines.Any(line => line.StartsWith("Verified: every byte of sha256:", StringComparison.Ordinal)), string.Join('\n', observer.Lines));

        using SmallWorld root = new();
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(
            () => SmallWorld.PublishAsync(root.Request() with { Verify = true, Container = new ContainerSettings { User = "0", AllowRoot = true } }));
        Assert.AreEqual("WOLFI8031", failure.Diagnostic.Code);
        Assert.IsFalse(Directory.Exists(root.Layout));
    }
}
