using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Tests.Outputs;

[TestClass]
public sealed class Staged_folders
{
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Take_their_place_with_and_without_an_exchange_in_one_step(bool exchange)
    {
        using TemporaryFolder temporary = new();
        string target = temporary.Combine("target");
        foreach (string content in new[] { "first", "second", "third" })
        {
            using StagedFolder staged = new(target, (one, other) => exchange && FolderExchange.TryExchange(one, other));
            Directory.CreateDirectory(staged.New);
            File.WriteAllText(Path.Combine(staged.New, content), content);
            staged.Commit();
            Assert.IsTrue(File.Exists(Path.Combine(target, content)));
        }

        Assert.HasCount(1, Directory.GetFileSystemEntries(target));
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    public void Put_the_old_folder_back_when_the_new_one_cannot_take_its_place()
    {
        using TemporaryFolder temporary = new();
        string target = temporary.Combine("target");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "old"), "old");
        using (StagedFolder staged = new(target, (_, _) => false))
        {
            // Nothing was made, so the second of the two moves fails.
            Assert.ThrowsExactly<DirectoryNotFoundException>(staged.Commit);
        }

        Assert.AreEqual("old", File.ReadAllText(Path.Combine(target, "old")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(temporary.FullPath));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void An_exchange_exchanges()
    {
        using TemporaryFolder temporary = new();
        Directory.CreateDirectory(temporary.Combine("a", "in a"));
        Directory.CreateDirectory(temporary.Combine("b", "in b"));
        Assert.IsTrue(FolderExchange.TryExchange(temporary.Combine("a"), temporary.Combine("b")));
        Assert.IsTrue(Directory.Exists(temporary.Combine("b", "in a")) && Directory.Exists(temporary.Combine("a", "in b")));
        Assert.IsFalse(FolderExchange.TryExchange(temporary.Combine("a"), temporary.Combine("missing")));
    }

    [TestMethod]
    public void Without_a_commit_nothing_stays()
    {
        using TemporaryFolder temporary = new();
        using (StagedFolder staged = new(temporary.Combine("a", "b", "target")))
        {
            Directory.CreateDirectory(Path.Combine(staged.New, "x"));
        }

        Assert.IsEmpty(Directory.GetFileSystemEntries(temporary.FullPath));
    }
}
