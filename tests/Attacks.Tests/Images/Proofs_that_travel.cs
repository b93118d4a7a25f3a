using System.Diagnostics;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tool.Tests;

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
            StringAssert.Contains(image.Account($"docker-archive:{archive}", "--original", image.Layout).Expect(0).Output, "The copy holds this image");
        }
        else
        {
            Assert.AreNotEqual("true", Environment.GetEnvironmentVariable("CI"), "eng/install-tools.sh installs skopeo.");
            Assert.Inconclusive("skopeo is not there.");
        }
    }

    [TestMethod]
    public async Task In_a_copy_whose_layers_were_stored_anew_beside_its_original()
    {
        using FinishedImage image = await FinishedImage.Make();
        string original = image.Forge(_ => { });
        string copy = Anew(image, original, "copy.tar", _ => { });
        StringAssert.Contains(image.Verify(copy).Expect(1).Error, "--original IMAGE");
        ToolRun run = image.Verify(copy, "--original", original).Expect(0);
        StringAssert.Contains(run.Output, "The copy holds this image, uncompressed to the byte; 9 of its 9 layers were stored anew.");

        // Of the copy, each layer and the config; of the original, all that a verification asks for.
        foreach (string changed in (string[])["layer", "config"])
        {
            string error = image.Verify(Anew(image, original, $"{changed}.tar", forged => Change(forged, changed)), "--original", original).Expect(1).Error;
            StringAssert.Contains(error, "error WOLFI8111");
            StringAssert.Contains(error, changed == "config" ? "its config is sha256:" : "Layer 2");
        }

        string unsigned = image.Forge(forged => forged.Signer = null);
        StringAssert.Contains(image.Verify(copy, "--original", unsigned).Expect(1).Error, "error WOLFI8040");
    }

    private static void Change(ForgedImage image, string what)
    {
        if (what == "config")
        {
            image.Container["StopSignal"] = "SIGKILL";
        }
        else
        {
            byte[] tar = [.. image.Layers[2].Tar];
            tar[^1537] ^= 1;
            image.Layers[2] = image.Layers[2] with { Stored = tar };
        }
    }

    // As a daemon saves it: the config to the byte, each layer as plain tar.
    private static string Anew(FinishedImage image, string original, string name, Action<ForgedImage> change)
    {
        string folder = Directory.CreateDirectory(image.World.Combine(name + ".d")).FullName;
        ForgedImage forged = ForgedImage.Of(original, image.World.Combine(name + ".layout"));
        for (int i = 0; i < forged.Layers.Count; i++)
        {
            forged.Layers[i] = new ForgedImage.Layer("application/vnd.oci.image.layer.v1.tar", forged.Layers[i].Tar);
        }

        change(forged);
        string config = forged.Manifest["config"]!["digest"]!.GetValue<string>()[7..];
        byte[] bytes = File.ReadAllBytes(Path.Combine(original, "blobs", "sha256", config));
        if (forged.Container["StopSignal"] is not null)
        {
            bytes = System.Text.Encoding.UTF8.GetBytes(forged.Config.ToJsonString());
            config = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        File.WriteAllBytes(Path.Combine(folder, config + ".json"), bytes);
        JsonArray layers = [];
        foreach (byte[] tar in forged.Layers.Select(layer => layer.Stored))
        {
            string layer = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(tar)) + ".tar";
            File.WriteAllBytes(Path.Combine(folder, layer), tar);
            layers.Add(layer);
        }

        File.WriteAllText(Path.Combine(folder, "manifest.json"), new JsonArray(new JsonObject { ["Config"] = config + ".json", ["RepoTags"] = new JsonArray("app:latest"), ["Layers"] = layers }).ToJsonString());
        string archive = image.World.Combine(name);
        System.Formats.Tar.TarFile.CreateFromDirectory(folder, archive, includeBaseDirectory: false);
        return $"docker-archive:{archive}";
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
