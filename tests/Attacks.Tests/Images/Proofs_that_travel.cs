using System.Diagnostics;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>The distribution's share is proved from the image alone, wherever its blobs are kept.</summary>
[TestClass]
public sealed class Proofs_that_travel
{
    [TestMethod]
    public async Task Without_what_was_attached()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.Forge(forged => forged.Signer = null);
        Assert.HasCount(1, JsonNode.Parse(File.ReadAllText(Path.Combine(copy, "index.json")))!["manifests"]!.AsArray());
        StringAssert.Contains(image.Account(copy).Expect(0).Output, "100.00 %");
    }

    [TestMethod]
    [DataRow(ArchiveFormat.Oci, "oci-archive")]
    [DataRow(ArchiveFormat.Docker, "docker-archive")]
    public async Task In_archives_of_ours(ArchiveFormat format, string kind)
    {
        using FinishedImage image = await FinishedImage.Make(request => request with { ArchiveFile = Path.Combine(Path.GetDirectoryName(request.LayoutFolder)!, "image.tar"), ArchiveFormat = format });
        StringAssert.Contains(image.Account($"{kind}:{Path.Combine(image.World.Outputs, "image.tar")}").Expect(0).Output, "100.00 %");
    }

    [TestMethod]
    public async Task After_skopeo_copied_it()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.World.Combine("copied");
        if (Skopeo("copy", "--insecure-policy", $"oci:{image.Layout}:latest", $"oci:{copy}:latest"))
        {
            StringAssert.Contains(image.Account($"oci:{copy}:latest").Expect(0).Output, "100.00 %");
            string archive = image.World.Combine("copied.tar");
            Assert.IsTrue(Skopeo("copy", "--insecure-policy", $"oci:{image.Layout}:latest", $"docker-archive:{archive}:app:latest"));
            StringAssert.Contains(image.Account($"docker-archive:{archive}").Expect(1).Error, "WOLFI8004");
            StringAssert.Contains(image.Account($"docker-archive:{archive}", "--lock", image.World.LockFile).Expect(1).Output, "5 of the lock file's 5 packages are there uncompressed");
        }
        else
        {
            Assert.AreNotEqual("true", Environment.GetEnvironmentVariable("CI"), "eng/install-tools.sh installs skopeo.");
            Assert.Inconclusive("skopeo is not there.");
        }
    }

    private static bool Skopeo(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("skopeo", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.AreEqual(0, process.ExitCode, error);
            return true;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
