using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tests.Needs;

namespace Wolfi.Containers.Tests.AppPackages;

[TestClass]
public sealed class AppPackageBuilder_writes
{
    private static readonly SigningKey Key = SigningKey.Generate("team.rsa.pub");

    [TestMethod]
    public void The_packages_on_disk_hold_what_was_planned()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder output = new();
        AppPackagePlan plan = AppPackagePlanner_plans.Plan(AppPackagePlanner_plans.SelfContained(folder.FullPath, "2.1.0-rc.1+sha").Build());

        ImmutableArray<WrittenAppPackage> written = AppPackageBuilder.Write(plan, Key, output.FullPath, reuse: null, CancellationToken.None);

        StringBuilder text = new();
        foreach (WrittenAppPackage package in written)
        {
            using FileStream stream = File.OpenRead(package.File);
            ApkPackage read = ApkPackageReader.Read(stream, "test", CancellationToken.None);
            Assert.AreEqual(package.Package.Info.DataHash, read.Info.DataHash);
            Assert.IsTrue(ApkPackageVerifier.VerifySignatures(read, Keyring.Create(Key.PublicKey), SignatureAlgorithm.Rsa256).Signed);
            AppPackageRules.Check(read, "/app");
            text.Append(CultureInfo.InvariantCulture, $"{package.Kind} {Path.GetFileName(package.File)}\n");
            text.Append(Encoding.UTF8.GetString(read.InfoBytes.AsSpan()).Replace(read.Info.DataHash, "HASH", StringComparison.Ordinal));
            foreach (PackageEntry entry in read.Entries)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {entry.Kind} {Convert.ToString(entry.Mode, 8)} {entry.Uid}:{entry.Gid} {entry.ModificationTime} {entry.Path}\n");
            }
        }

        Golden.Verify("Wolfi.Containers.Tests", "app-packages-written", "txt", text.ToString());
        Assert.AreEqual(3, Directory.GetFiles(output.FullPath).Length);
    }

    [TestMethod]
    public void Two_folders_two_masks_two_orders_and_two_keys_give_the_same_data()
    {
        using TemporaryFolder one = new();
        using TemporaryFolder two = new();
        using SigningKey otherKey = SigningKey.Generate("other.rsa.pub");
        PublishedApp first = AppPackagePlanner_plans.SelfContained(one.FullPath, "1.0.0").Build();
        PublishedApp second = AppPackagePlanner_plans.SelfContained(two.Combine("a", "longer folder"), "1.0.0").Build();
        foreach (PublishedFile file in second.Files)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file.FullPath, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }

            File.SetLastWriteTimeUtc(file.FullPath, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        ImmutableArray<WrittenAppPackage> a = Write(first, Key, one.Combine("out"));
        ImmutableArray<WrittenAppPackage> b = Write(second with { Files = [.. second.Files.Reverse()] }, otherKey, two.Combine("out"));

        for (int i = 0; i < 3; i++)
        {
            Assert.AreEqual(a[i].Package.Info.DataHash, b[i].Package.Info.DataHash);
            CollectionAssert.AreEqual(a[i].Package.ControlBytes, b[i].Package.ControlBytes);
            Assert.IsTrue(Data(a[i]).AsSpan().SequenceEqual(Data(b[i])));
            Assert.AreNotEqual(a[i].Package.FileSha256, b[i].Package.FileSha256);
        }
    }

    [TestMethod]
    public void Other_content_gives_other_data_in_its_own_package_only()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = AppPackagePlanner_plans.SelfContained(folder.Combine("publish"), "1.0.0").Build();
        ImmutableArray<WrittenAppPackage> before = Write(app, Key, folder.Combine("a"));
        File.WriteAllText(folder.Combine("publish", "demo.dll"), "MZ new");
        ImmutableArray<WrittenAppPackage> after = Write(app with { Version = "1.0.1" }, Key, folder.Combine("b"));

        Assert.AreEqual("True True False", string.Join(' ', before.Zip(after, (x, y) => x.Package.Info.DataHash == y.Package.Info.DataHash)));
        Assert.AreEqual("True True False", string.Join(' ', before.Zip(after, (x, y) => x.Package.ControlBytes.AsSpan().SequenceEqual(y.Package.ControlBytes.AsSpan()))));
    }

    [TestMethod]
    [DataRow("MZ OWN", "other bytes")]
    [DataRow("MZ", "shorter")]
    [DataRow("MZ own and more", "longer")]
    public void D86_a_file_that_changed_since_it_was_planned_is_refused(string content, string how)
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = AppPackagePlanner_plans.Plan(AppPackagePlanner_plans.SelfContained(folder.Combine("publish"), "1.0.0").Build());
        File.WriteAllText(folder.Combine("publish", "demo.dll"), content);
        Directory.CreateDirectory(folder.Combine("out"));

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => AppPackageBuilder.Write(plan, Key, folder.Combine("out"), reuse: null, CancellationToken.None), how);

        Assert.AreEqual("WOLFI4024", e.Diagnostic.Code, how);
        StringAssert.Contains(e.Message, "demo.dll");
        Assert.IsFalse(Directory.EnumerateFiles(folder.Combine("out")).Any(file => file.EndsWith(".tmp", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("demo-1.0.0", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void D86_a_file_that_became_a_link_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("secret"), "MZ own");
        AppPackagePlan plan = AppPackagePlanner_plans.Plan(AppPackagePlanner_plans.SelfContained(folder.Combine("publish"), "1.0.0").Build());
        File.Delete(folder.Combine("publish", "demo.dll"));
        File.CreateSymbolicLink(folder.Combine("publish", "demo.dll"), folder.Combine("secret"));
        Directory.CreateDirectory(folder.Combine("out"));

        Assert.AreEqual("WOLFI4020", Assert.ThrowsExactly<WolfiException>(() => AppPackageBuilder.Write(plan, Key, folder.Combine("out"), reuse: null, CancellationToken.None)).Diagnostic.Code);
    }

    [TestMethod]
    [DataRow("a\nb.txt")]
    [DataRow("a\\b.txt")]
    [DataRow(".wh.passwd")]
    [DataRow("con")]
    [DataRow("ends.")]
    public void A_name_that_no_package_may_have_is_a_coded_error(string name)
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.Combine("publish") }.Add(name, "content").Build();

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Write(app, Key, folder.Combine("out")));

        Assert.AreEqual("WOLFI4060", e.Diagnostic.Code);
        Assert.IsFalse(e.Message.Contains('\n', StringComparison.Ordinal));
        Assert.IsEmpty(Directory.GetFiles(folder.Combine("out")));
    }

    [TestMethod]
    public void E97_long_names_and_deep_folders_are_packed()
    {
        using TemporaryFolder folder = new();
        string deep = string.Join('/', Enumerable.Repeat(new string('d', 100), 20)) + "/" + new string('ü', 100) + ".txt";
        PublishedApp app = new AppBuilder { Folder = folder.Combine("publish") }.Add(deep, "content").Build();

        ImmutableArray<WrittenAppPackage> written = Write(app, Key, folder.Combine("out"));

        Assert.AreEqual("app/" + deep, written.Single().Package.Entries[^1].Path);
    }

    [TestMethod]
    public void E95_a_folder_that_is_not_there_is_a_coded_error()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = AppPackagePlanner_plans.Plan(new AppBuilder { Folder = folder.Combine("publish") }.Add("a", "b").Build());

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => AppPackageBuilder.Write(plan, Key, folder.Combine("gone"), reuse: null, CancellationToken.None));

        Assert.AreEqual("WOLFI5022", e.Diagnostic.Code);
    }

    [TestMethod]
    public void E95_what_lies_at_the_target_is_replaced_and_not_followed()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.Combine("publish") }.Add("a", "b").Build();
        Directory.CreateDirectory(folder.Combine("out"));
        File.WriteAllText(folder.Combine("precious"), "precious");
        File.CreateSymbolicLink(folder.Combine("out", "demo-1.0.0-r0.apk"), folder.Combine("precious"));
        File.CreateSymbolicLink(folder.Combine("out", "demo-1.0.0-r0.apk.tmp"), folder.Combine("precious"));

        WrittenAppPackage written = Write(app, Key, folder.Combine("out")).Single();

        Assert.AreEqual("precious", File.ReadAllText(folder.Combine("precious")));
        Assert.IsNull(new FileInfo(written.File).LinkTarget);
    }

    [TestMethod]
    public void E100_cancelling_leaves_nothing_behind()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = AppPackagePlanner_plans.Plan(new AppBuilder { Folder = folder.Combine("publish") }.Add("a", "b").Build());
        Directory.CreateDirectory(folder.Combine("out"));

        Assert.Throws<OperationCanceledException>(() => AppPackageBuilder.Write(plan, Key, folder.Combine("out"), reuse: null, new CancellationToken(canceled: true)));
        Assert.IsEmpty(Directory.GetFiles(folder.Combine("out")));
    }

    private static ImmutableArray<WrittenAppPackage> Write(PublishedApp app, SigningKey key, string folder)
    {
        Directory.CreateDirectory(folder);
        return AppPackageBuilder.Write(AppPackagePlanner_plans.Plan(app), key, folder, reuse: null, CancellationToken.None);
    }

    private static byte[] Data(WrittenAppPackage package) =>
        File.ReadAllBytes(package.File)[(int)package.Package.DataMember.Offset..(int)package.Package.DataMember.End];
}
