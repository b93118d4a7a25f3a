using System.Globalization;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.AppPackages;

[TestClass]
public sealed class InspectionCache_of_files : IDisposable
{
    private const string Runtime = "publish/Microsoft.AspNetCore.dll";
    private const string Upstream = "publish/Newtonsoft.Json.dll";
    private const int LongSize = 4000;
    private static readonly string PrivateKey = $"-----BEGIN PRIVATE KEY-----\n{new string('M', 64)}\n-----END PRIVATE KEY-----\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Entries => _folder.Combine("cache", "derived", "inspection");

    [TestMethod]
    public void An_unchanged_file_of_a_package_is_not_read_again()
    {
        PublishedApp app = App();
        ContentHashes hashes = new();
        string first = Text(Plan(app, hashes));

        // What stands on disk now is as long, and never looked at: this build has hashed the files already.
        Change(Runtime);
        Change(Upstream);
        Assert.AreEqual(first, Text(Plan(app, hashes)));
        Assert.HasCount(2, Directory.GetFiles(Entries));
    }

    [TestMethod]
    public void What_was_remembered_and_what_is_read_are_the_same()
    {
        PublishedApp app = App();
        string read = Text(AppPackagePlanner_plans.Plan(app));
        Assert.AreEqual(read, Text(Plan(app, new ContentHashes())));
        Assert.AreEqual(read, Text(Plan(app, new ContentHashes())));
        StringAssert.Contains(read, "app/createdump 493");
        Assert.IsFalse(read.Contains("libcoreclr.so.dbg", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow(Runtime)]
    [DataRow(Upstream)]
    public void A_changed_file_is_read(string file)
    {
        PublishedApp app = App();
        string first = Text(Plan(app, new ContentHashes()));
        Change(file);
        string second = Text(Plan(app, new ContentHashes()));
        Assert.AreNotEqual(first, second);
        Assert.AreEqual(Text(AppPackagePlanner_plans.Plan(app)), second);
    }

    [TestMethod]
    public void A_file_that_has_another_length_than_when_it_was_hashed_is_read()
    {
        PublishedApp app = App();
        ContentHashes hashes = new();
        Plan(app, hashes);
        File.AppendAllText(_folder.Combine(Runtime), "more");
        Assert.AreEqual(Text(AppPackagePlanner_plans.Plan(app)), Text(Plan(app, hashes)));
    }

    [TestMethod]
    public void Nothing_is_remembered_of_a_file_that_changed_after_it_was_hashed()
    {
        PublishedApp app = App();
        string expected = Text(AppPackagePlanner_plans.Plan(app));
        byte[] sound = File.ReadAllBytes(_folder.Combine(Runtime));
        ContentHashes hashes = new();
        hashes.ReadAll(app.Files, CancellationToken.None);
        Change(Runtime);
        Plan(app, hashes);

        File.WriteAllBytes(_folder.Combine(Runtime), sound);
        Assert.AreEqual(expected, Text(Plan(app, new ContentHashes())));
    }

    [TestMethod]
    public void What_another_user_or_a_shared_cache_left_does_not_count()
    {
        PublishedApp app = App();
        ContentHashes hashes = new();
        Plan(app, hashes);
        Change(Runtime);
        Assert.AreEqual(Text(AppPackagePlanner_plans.Plan(app)), Text(Plan(app, hashes, "somebody else")));
    }

    [TestMethod]
    public void A_private_key_is_refused_every_time()
    {
        PublishedApp app = App();
        Plan(app, new ContentHashes());
        string[] before = Directory.GetFiles(Entries);
        File.WriteAllText(_folder.Combine(Upstream), PrivateKey);
        for (int i = 0; i < 2; i++)
        {
            WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Plan(app, new ContentHashes()));
            Assert.AreEqual(AppErrors.PrivateKey.Code, e.Diagnostic.Code);
            StringAssert.Contains(e.Message, "Newtonsoft.Json.dll");
            CollectionAssert.AreEquivalent(before, Directory.GetFiles(Entries));
        }
    }

    [TestMethod]
    public void A_known_file_must_still_be_one_that_may_ship()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Inconclusive("Links need rights there.");
        }

        PublishedApp app = App();
        Plan(app, new ContentHashes());
        File.Move(_folder.Combine(Runtime), _folder.Combine("elsewhere"));
        File.CreateSymbolicLink(_folder.Combine(Runtime), _folder.Combine("elsewhere"));
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Plan(app, new ContentHashes()));
        Assert.AreEqual(AppErrors.LinkLeavesFolder.Code, e.Diagnostic.Code);

        File.Delete(_folder.Combine(Runtime));
        e = Assert.ThrowsExactly<WolfiException>(() => Plan(app, new ContentHashes()));
        Assert.AreEqual(AppErrors.UnreadableFile.Code, e.Diagnostic.Code);
    }

    [TestMethod]
    public void A_known_file_that_changes_after_it_was_hashed_gets_into_no_package()
    {
        PublishedApp app = App();
        Plan(app, new ContentHashes());
        ContentHashes hashes = new();
        hashes.ReadAll(app.Files, CancellationToken.None);
        File.WriteAllText(_folder.Combine("publish/Long.dll"), PrivateKey.PadRight(LongSize));
        AppPackagePlan plan = Plan(app, hashes);

        using SigningKey key = SigningKey.Generate("a.rsa.pub", 2048);
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() =>
            AppPackageBuilder.Write(plan, key, Directory.CreateDirectory(_folder.Combine("out")).FullName, reuse: null, CancellationToken.None));
        Assert.AreEqual(AppErrors.FileChanged.Code, e.Diagnostic.Code);
    }

    // Entries carry the user's mark, so these are what another version, or a fault of ours, could have written.
    [TestMethod]
    [DataRow("cut")]
    [DataRow("longer")]
    [DataRow("empty")]
    [DataRow("negative size")]
    [DataRow("unknown kind")]
    [DataRow("program that is no ELF file")]
    public void Odd_entries_do_not_count(string how)
    {
        PublishedApp app = App();
        string expected = Text(Plan(app, new ContentHashes()));
        DerivedStore store = Store("me");
        foreach (string name in Directory.GetFiles(Entries).Select(file => Path.GetFileName(file)))
        {
            byte[] sound = store.TryRead("inspection", name)!;
            byte[] odd = [.. sound];
            odd[^2] ^= 1;
            store.Write("inspection", name, how switch
            {
                "cut" => odd[..^1],
                "longer" => [.. odd, 0],
                "empty" => [],
                "negative size" => [.. odd[..7], 0xff, .. odd[8..]],
                "unknown kind" => [.. odd[..^1], 4],
                _ => [.. odd[..^1], 2],
            });
        }

        Assert.AreEqual(expected, Text(Plan(app, new ContentHashes())));
    }

    private PublishedApp App() => AppPackagePlanner_plans.SelfContained(_folder.Combine("publish"), "1.0.0")
        .Add("Long.dll", new string('m', LongSize), FileSource.RuntimePack, "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.9")
        .Add("libcoreclr.so.dbg", AppPackagePlanner_plans.Library, FileSource.RuntimePack, "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.9")
        .Build();

    // Another content of the same length.
    private void Change(string file)
    {
        byte[] bytes = File.ReadAllBytes(_folder.Combine(file));
        bytes[0] ^= 1;
        File.WriteAllBytes(_folder.Combine(file), bytes);
    }

    private AppPackagePlan Plan(PublishedApp app, ContentHashes hashes, string user = "me") => AppPackagePlanner.Plan(
        new AppPackageRequest { App = app, Architecture = "x86_64", WorkingDirectory = "/app", Needs = AppPackagePlanner_plans.Needs }, CancellationToken.None, new InspectionCache(Store(user), hashes));

    private DerivedStore Store(string user) => new(_folder.Combine("cache"), DerivedKey.ReadOrMake(_folder.Combine("keys", user, "derived.key")));

    private static string Text(AppPackagePlan plan)
    {
        StringBuilder text = new();
        foreach (PlannedFile file in plan.Packages.SelectMany(package => package.Files))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{file.Path} {file.Mode} {file.Size} {file.Sha256} {file.Sha1}");
        }

        return text.ToString();
    }
}
