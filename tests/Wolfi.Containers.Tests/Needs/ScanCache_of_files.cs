using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class ScanCache_of_files
{
    [TestMethod]
    public void An_unchanged_file_is_not_read_again()
    {
        using TemporaryFolder folder = new();
        DerivedStore store = Store(folder, "me");
        PublishedApp app = App(folder);
        ContentHashes hashes = new();

        string first = Find(app, new ScanCache(store, hashes));

        // What stands on disk now is never looked at: this build has hashed the files already.
        File.WriteAllText(folder.Combine("publish/demo.dll"), "");
        File.WriteAllText(folder.Combine("publish/liba.so"), "");
        Assert.AreEqual(first, Find(app, new ScanCache(store, hashes)));
        StringAssert.Contains(first, "so:libz.so.1");
        StringAssert.Contains(first, "tzdata: tzdata");
        StringAssert.Contains(first, "System.Security.Cryptography.dll: its code loads OpenSSL");
    }

    [TestMethod]
    public void A_changed_file_is_read()
    {
        using TemporaryFolder folder = new();
        DerivedStore store = Store(folder, "me");
        PublishedApp app = App(folder);
        Find(app, new ScanCache(store, new ContentHashes()));

        File.WriteAllBytes(folder.Combine("publish/liba.so"), new ElfBuilder { Needed = ["libother.so.2"] }.Build());

        StringAssert.Contains(Find(app, new ScanCache(store, new ContentHashes())), "so:libother.so.2");
    }

    [TestMethod]
    public void What_another_user_or_a_shared_cache_left_does_not_count()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = App(folder);
        ContentHashes hashes = new();
        Find(app, new ScanCache(Store(folder, "me"), hashes));

        File.WriteAllBytes(folder.Combine("publish/liba.so"), new ElfBuilder { Needed = ["libother.so.2"] }.Build());

        StringAssert.Contains(Find(app, new ScanCache(Store(folder, "somebody else"), hashes)), "so:libother.so.2");
    }

    [TestMethod]
    public void What_was_remembered_and_what_is_read_are_the_same()
    {
        using TemporaryFolder folder = new();
        DerivedStore store = Store(folder, "me");
        PublishedApp app = App(folder);
        ScanCache cache = new(store, new ContentHashes());
        Find(app, cache);

        Assert.AreEqual(Find(app, null), Find(app, cache));
        NeedSet read = NeedsFinder.Find(app, "x86_64", [], CancellationToken.None);
        NeedSet remembered = NeedsFinder.Find(app, "x86_64", [], CancellationToken.None, cache);
        Assert.AreEqual(string.Join('|', read.NativeFiles.Select(file => $"{file.Size} {file.Elf.HighestGlibc} {file.Elf.LoadedBytes} {file.Elf.Machine}")), string.Join('|', remembered.NativeFiles.Select(file => $"{file.Size} {file.Elf.HighestGlibc} {file.Elf.LoadedBytes} {file.Elf.Machine}")));
        Assert.AreEqual(read.RuntimeSize, remembered.RuntimeSize);
    }

    private static PublishedApp App(TemporaryFolder folder) => new AppBuilder { Folder = folder.Combine("publish"), SelfContained = true, Configuration = AppBuilder.SelfContainedConfiguration }
        .Add("demo.dll", new AssemblyBuilder { References = ["System.Security.Cryptography"], NativeLibraries = ["unheard"], Uses = ["System.TimeZoneInfo.FindSystemTimeZoneById"] }.Build())
        .Add("liba.so", new ElfBuilder { Needed = ["libz.so.1"], Versions = [("libc.so.6", ["GLIBC_2.17"])], RunPath = "$ORIGIN" }.Build(), FileSource.NuGet, "A", "1.0.0")
        .Add("damaged.so", new ElfBuilder { Needed = ["libz.so.1"] }.Build()[..80], FileSource.NuGet, "A", "1.0.0")
        .Add("System.Security.Cryptography.dll", new AssemblyBuilder { Name = "System.Security.Cryptography", NativeLibraries = [NeedRules.OpenSslShim] }.Build(), FileSource.RuntimePack, "Pack", "10.0.12")
        .Add("readme.txt", "text")
        .Build();

    private static DerivedStore Store(TemporaryFolder folder, string user) => new(folder.Combine("cache"), DerivedKey.ReadOrMake(folder.Combine("keys", user, "derived.key")));

    private static string Find(PublishedApp app, ScanCache? cache)
    {
        NeedSet needs = NeedsFinder.Find(app, "x86_64", [], CancellationToken.None, cache);
        return string.Join('\n', needs.Describe()) + string.Join('\n', needs.Warnings.Select(warning => warning.Text));
    }
}
