using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests;

/// <summary>What all the other tests stand on: an attacked world is sound before it is attacked, and the watcher sees what is written where nothing may be.</summary>
[TestClass]
public sealed class Attacks_on_the_harness
{
    [TestMethod]
    public async Task A_world_that_nobody_attacks_publishes_and_resolves()
    {
        using AttackedWorld world = new();
        Assert.IsEmpty((await world.Publishes()).Warnings);
        world.Resolves(0, "");
    }

    [TestMethod]
    public void The_watcher_sees_new_changed_and_removed_files()
    {
        using AttackedWorld world = new();
        string file = world.Combine("file");
        Sees(file, () => File.WriteAllText(file, "1"));
        Sees(file, () => File.WriteAllText(file, "22"));
        Sees(file, () => File.Delete(file));
        Sees(Environment.CurrentDirectory, () =>
        {
            File.WriteAllText("for a moment", "");
            File.Delete("for a moment");
        });
    }

    private static void Sees(string path, Action write)
    {
        Snapshot before = Snapshot.Take();
        before.AssertUnchangedBut();
        write();
        AssertFailedException failure = Assert.ThrowsExactly<AssertFailedException>(() => before.AssertUnchangedBut());
        StringAssert.Contains(failure.Message, path, StringComparison.Ordinal);
    }
}
