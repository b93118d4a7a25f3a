using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tests.Publishing;

[TestClass]
public sealed class ImagePublisher_whole_way
{
    [TestMethod]
    public async Task Makes_an_image_whose_every_digest_and_diff_id_holds()
    {
        using SmallWorld world = new();
        PublishResult result = await SmallWorld.PublishAsync(world.Request());
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        Assert.AreEqual(result.Digest, image.Digest.ToString());
        Assert.IsEmpty(ImageValidator.Validate(image, null, CancellationToken.None));
    }

    [TestMethod]
    public async Task Uses_the_packages_own_bytes_as_layers()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        string[] packages = [.. image.Config.Value.History.Take(5).Select(entry => entry.Comment!)];
        for (int i = 0; i < packages.Length; i++)
        {
            using FileStream file = File.OpenRead(Path.Combine(world.Repository, "x86_64", packages[i] + ".apk"));
            ApkPackage package = ApkPackageReader.Read(file, packages[i], CancellationToken.None);
            Assert.AreEqual("sha256:" + package.Info.DataHash, image.Layers[i].Descriptor.Digest.ToString(), packages[i]);
        }
    }

    [TestMethod]
    public async Task Gives_one_digest_whatever_the_folder_cache_key_and_culture()
    {
        using SmallWorld first = new();
        using SmallWorld second = new();
        string key = second.Combine("team.pem");
        using (SigningKey made = SigningKey.Generate("team.rsa.pub", 2048))
        {
            File.WriteAllText(key, made.ExportPem());
        }

        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            string digest = (await SmallWorld.PublishAsync(first.Request())).Digest;
            CultureInfo.CurrentCulture = OddCulture();
            Assert.AreEqual(digest, (await SmallWorld.PublishAsync(second.Request() with { PackageKey = new PackageKeySource(key) })).Digest);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    // The test runs without ICU, so it makes a culture that writes numbers unlike any document.
    private static CultureInfo OddCulture()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "minus";
        culture.NumberFormat.NumberDecimalSeparator = "_";
        culture.NumberFormat.NumberGroupSeparator = "'";
        culture.NumberFormat.NumberGroupSizes = [1];
        culture.DateTimeFormat.DateSeparator = "|";
        return culture;
    }

    [TestMethod]
    public async Task Gives_one_digest_from_the_repository_and_from_its_mirror()
    {
        using SmallWorld original = new();
        using SmallWorld mirror = new();
        using SigningKey mirrorKey = SigningKey.Generate("mirror.rsa.pub", 2048);
        mirror.MakeRepository(SmallWorld.Packages(), indexKey: mirrorKey);

        PublishResult first = await SmallWorld.PublishAsync(Named(original.Request(), SmallWorld.RepositoryKey));
        PublishResult second = await SmallWorld.PublishAsync(Named(mirror.Request(), mirrorKey));

        Assert.AreEqual(first.Digest, second.Digest);

        static PublishRequest Named(PublishRequest request, SigningKey indexKey) => request with
        {
            Repositories = [request.Repositories[0] with { CanonicalUrl = "https://packages.example/os", IndexKeys = Keyring.Create(indexKey.PublicKey) }],
        };
    }

    [TestMethod]
    public async Task Gives_another_digest_for_other_content()
    {
        using SmallWorld world = new();
        string before = (await SmallWorld.PublishAsync(world.Request())).Digest;
        File.AppendAllText(Path.Combine(world.Publish, "app.dll"), "!");
        Assert.AreNotEqual(before, (await SmallWorld.PublishAsync(world.Request())).Digest);
    }

    // Case 152: the same build 20 times under load gives the same digest.
    [TestMethod]
    public async Task Gives_one_digest_under_load()
    {
        using SmallWorld world = new();
        string[] digests = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(async () =>
            (await SmallWorld.PublishAsync(world.Request() with
            {
                LayoutFolder = world.Combine($"out{i}", "layout"),
                Beside = new OutputPlace(world.Combine($"out{i}"), ""),
            })).Digest)));
        Assert.HasCount(1, digests.Distinct().ToArray());
    }

    [TestMethod]
    public async Task Does_nothing_when_nothing_has_changed_and_says_so_in_one_line()
    {
        using SmallWorld world = new();
        PublishResult first = await SmallWorld.PublishAsync(world.Request());
        DateTime written = Directory.GetLastWriteTimeUtc(world.Layout);
        RecordingObserver observer = new();
        PublishResult second = await SmallWorld.PublishAsync(world.Request(), observer);
        Assert.IsTrue(second.UpToDate);
        Assert.AreEqual(first.Digest, second.Digest);
        Assert.AreEqual(first.Manifest, second.Manifest);
        Assert.AreEqual(written, Directory.GetLastWriteTimeUtc(world.Layout));
        Assert.HasCount(1, observer.Lines);
        StringAssert.Contains(observer.Lines[0], "is up to date");
    }

    [TestMethod]
    [DataRow("manifest")]
    [DataRow("layout")]
    [DataRow("blob")]
    [DataRow("package")]
    [DataRow("archive")]
    [DataRow("fingerprint")]
    public async Task Makes_the_image_again_when_an_output_is_gone_or_changed(string output)
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request() with { ArchiveFile = world.Combine("app.tar") };
        PublishResult first = await SmallWorld.PublishAsync(request);
        string blobs = Path.Combine(world.Layout, "blobs", "sha256");
        switch (output)
        {
            case "manifest":
                File.WriteAllText(Path.Combine(blobs, first.Digest["sha256:".Length..]), first.Manifest + " ");
                break;
            case "layout":
                Directory.Delete(world.Layout, recursive: true);
                break;
            case "blob":
                File.Delete(new DirectoryInfo(blobs).EnumerateFiles().OrderByDescending(file => file.Length).First().FullName);
                break;
            case "package":
                File.Delete(Path.Combine(world.Outputs, "app-1.2.3-r0.apk"));
                break;
            case "archive":
                File.Delete(world.Combine("app.tar"));
                break;
            default:
                File.WriteAllText(Path.Combine(world.Outputs, "fingerprint.json"), "{");
                break;
        }

        PublishResult second = await SmallWorld.PublishAsync(request);
        Assert.IsFalse(second.UpToDate);
        Assert.AreEqual(first.Digest, second.Digest);
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        Assert.IsEmpty(ImageValidator.Validate(image, null, CancellationToken.None));
        Assert.IsTrue(File.Exists(world.Combine("app.tar")));
    }

    [TestMethod]
    public async Task Leaves_the_apps_packages_beside_the_layout_and_removes_those_of_another_version()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        PublishRequest next = world.Request();
        await SmallWorld.PublishAsync(next with { App = next.App with { Version = "2.0.0" } });
        CollectionAssert.AreEqual(
            new[] { "app-2.0.0-r0.apk", "app-nuget-1-r0.apk", "fingerprint.json", "image.cdx.json", "image.provenance.json", "image.spdx.json" },
            Directory.GetFiles(world.Outputs).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray());
    }

    [TestMethod]
    public async Task Moves_only_the_own_and_the_state_layer_when_the_app_changes()
    {
        using SmallWorld world = new();
        await SmallWorld.PublishAsync(world.Request());
        Image before = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        File.AppendAllText(Path.Combine(world.Publish, "app.dll"), "!");
        await SmallWorld.PublishAsync(world.Request());
        Image after = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        CollectionAssert.AreEqual(
            new[] { "app-1.2.3-r0", "state" },
            after.Layers.Index().Where(layer => layer.Item.Descriptor.Digest != before.Layers[layer.Index].Descriptor.Digest)
                .Select(layer => after.Config.Value.History[layer.Index].Comment!).ToArray());
    }

    [TestMethod]
    public async Task Takes_a_commit_without_changes_to_no_layer()
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request();
        await SmallWorld.PublishAsync(request);
        Image before = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        await SmallWorld.PublishAsync(request with { App = request.App with { SourceRevision = new string('a', 40) } });
        Image after = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        CollectionAssert.AreEqual(
            before.Layers.Select(layer => layer.Descriptor.Digest.ToString()).ToArray(),
            after.Layers.Select(layer => layer.Descriptor.Digest.ToString()).ToArray());
    }

    // Case 97: long paths; the framework's own reader finds them in the layer.
    [TestMethod]
    public async Task Packs_files_with_long_and_odd_names()
    {
        using SmallWorld world = new();
        PublishRequest request = world.Request();
        string[] paths = [string.Join('/', Enumerable.Repeat(new string('d', 60), 12)) + "/" + new string('f', 200) + ".txt", "wwwroot/ÄÖ ß/日本語.js", "a b/c;d,e=f'g.txt"];
        foreach (string path in paths)
        {
            string full = Path.Combine(world.Publish, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, path);
            request = request with { App = request.App with { Files = request.App.Files.Add(new PublishedFile { RelativePath = path, FullPath = full, Source = FileSource.Project }) } };
        }

        await SmallWorld.PublishAsync(request);
        Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
        using Stream blob = image.Layers[^2].Blob.Open();
        using GZipStream inflated = new(blob, CompressionMode.Decompress);
        using TarReader reader = new(inflated);
        Dictionary<string, string> found = [];
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is { } data)
            {
                using StreamReader text = new(data);
                found[entry.Name] = text.ReadToEnd();
            }
        }

        foreach (string path in paths)
        {
            Assert.AreEqual(path, found["app/" + path]);
        }
    }

    // Case 100: cancelled before, and at moments on the way.
    [TestMethod]
    [DataRow(0)]
    [DataRow(5)]
    [DataRow(20)]
    [DataRow(60)]
    public async Task Leaves_what_was_there_when_it_is_cancelled(int milliseconds)
    {
        using SmallWorld world = new();
        PublishResult first = await SmallWorld.PublishAsync(world.Request());
        File.AppendAllText(Path.Combine(world.Publish, "app.dll"), "!");
        using CancellationTokenSource source = new();
        if (milliseconds == 0)
        {
            await source.CancelAsync();
        }
        else
        {
            source.CancelAfter(milliseconds);
        }

        try
        {
            await SmallWorld.PublishAsync(world.Request(), cancellationToken: source.Token);
        }
        catch (OperationCanceledException)
        {
            Image image = OciLayout.Open(world.Layout).ReadImage("latest", null, CancellationToken.None);
            Assert.AreEqual(first.Digest, image.Digest.ToString());
        }

        Assert.IsEmpty(Directory.GetDirectories(world.Outputs).Where(folder => !folder.EndsWith("layout", StringComparison.Ordinal)).ToArray());
    }
}
