using Wolfi.Apk.Caching;

namespace Wolfi.Apk.Tests.Caching;

/// <summary>Case K163: a derived entry forged by another build is derived again.</summary>
[TestClass]
public sealed class DerivedStore_entries : IDisposable
{
    private const string Name = "00ff";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string EntryFile => _folder.Combine("cache", "derived", "kind", Name);

    [TestMethod]
    public void Come_back_as_they_were_written()
    {
        DerivedStore store = Store(Key());
        Assert.IsNull(store.TryRead("kind", Name));
        store.Write("kind", Name, [1, 2, 3]);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3 }, Store(Key()).TryRead("kind", Name));
    }

    [TestMethod]
    public void Do_not_come_back_changed_cut_or_under_another_name_or_kind_K163()
    {
        DerivedStore store = Store(Key());
        store.Write("kind", Name, [1, 2, 3]);
        byte[] entry = File.ReadAllBytes(EntryFile);
        foreach (byte[] forged in (byte[][])[[.. entry[..^1], 9], entry[..^1], [.. entry, 0], entry[..10], []])
        {
            File.WriteAllBytes(EntryFile, forged);
            Assert.IsNull(store.TryRead("kind", Name));
        }

        string other = _folder.Combine("cache", "derived", "kind", "ee");
        File.WriteAllBytes(other, entry);
        Assert.IsNull(store.TryRead("kind", "ee"));
        Directory.CreateDirectory(_folder.Combine("cache", "derived", "other"));
        File.WriteAllBytes(_folder.Combine("cache", "derived", "other", Name), entry);
        Assert.IsNull(store.TryRead("other", Name));
    }

    [TestMethod]
    public void Of_another_users_key_do_not_come_back_K163()
    {
        Store(DerivedKey.ReadOrMake(_folder.Combine("other", "derived.key"))).Write("kind", Name, [1]);
        Assert.IsNull(Store(Key()).TryRead("kind", Name));
        Assert.IsFalse(File.Exists(EntryFile), "A foreign entry is removed.");
    }

    [TestMethod]
    public void Are_neither_kept_nor_removed_under_a_key_that_is_not_kept()
    {
        Store(Key()).Write("kind", Name, [1]);
        DerivedStore passing = Store(DerivedKey.MakeForThisProcess());
        passing.Write("kind", "ee", [1]);

        Assert.IsNull(passing.TryRead("kind", Name));
        Assert.IsNull(passing.TryRead("kind", "ee"));
        CollectionAssert.AreEqual(new[] { EntryFile }, Directory.GetFiles(Path.GetDirectoryName(EntryFile)!));
    }

    [TestMethod]
    public void That_are_links_are_not_followed()
    {
        DerivedStore store = Store(Key());
        store.Write("kind", Name, [1]);
        string moved = _folder.Combine("moved");
        File.Move(EntryFile, moved);
        File.CreateSymbolicLink(EntryFile, moved);
        Assert.IsNull(store.TryRead("kind", Name));
    }

    [TestMethod]
    public void Can_fail_to_be_kept_without_a_fault()
    {
        File.WriteAllText(_folder.Combine("file"), "");
        DerivedStore store = new(_folder.Combine("file"), Key());
        store.Write("kind", Name, [1]);
        Assert.IsNull(store.TryRead("kind", Name));
    }

    [TestMethod]
    [DataRow("kind", "../../etc/passwd")]
    [DataRow("../kind", Name)]
    [DataRow("", Name)]
    [DataRow("kind", "")]
    public void Have_no_names_that_are_paths(string kind, string name) => Assert.Throws<ArgumentException>(() => Store(Key()).TryRead(kind, name));

    [TestMethod]
    public void Are_marked_with_a_key_that_only_its_owner_reads()
    {
        _ = Key();
        if (!OperatingSystem.IsWindows())
        {
            Assert.AreEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Combine("data", "derived.key")));
        }
    }

    private DerivedKey Key() => DerivedKey.ReadOrMake(_folder.Combine("data", "derived.key"));

    private DerivedStore Store(DerivedKey key) => new(_folder.Combine("cache"), key);
}
