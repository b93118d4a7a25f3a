using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>Builds for different architectures that write one lock file at the same moment.</summary>
[TestClass]
public sealed class LockFileWriter_by_turns
{
    private const int Builds = 6;
    private const int Rounds = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [TestCleanup]
    public void Remove() => _folder.Delete(recursive: true);

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Lose_none_of_what_was_locked()
    {
        for (int round = 0; round < Rounds; round++)
        {
            string file = Path.Combine(_folder.FullName, $"{round}.lock.json");
            using Barrier barrier = new(Builds);
            Thread[] builds = [.. Enumerable.Range(0, Builds).Select(build => new Thread(() =>
            {
                barrier.SignalAndWait();
                LockFileWriter.WriteInto(file, Locked($"arch{build}"), [$"arch{build}"]);
            }))];
            Array.ForEach(builds, build => build.Start());
            Array.ForEach(builds, build => build.Join());
            LockFile all = LockFileReader.ReadFile(file)!;
            Assert.AreSequenceEqual(Enumerable.Range(0, Builds).Select(build => $"arch{build}"), all.Architectures.Select(locked => locked.Name));
            Assert.HasCount(Builds, all.Repositories.Single().Indexes);
        }

        Assert.HasCount(Rounds, _folder.GetFileSystemInfos(), "Nothing but the lock files stays.");
    }

    [TestMethod]
    public void Tell_what_they_found_and_what_they_left()
    {
        string file = Path.Combine(_folder.FullName, LockFile.FileName);
        (LockFile before, LockFile after) = LockFileWriter.WriteInto(file, Locked("x86_64"), ["x86_64"])!.Value;
        Assert.IsEmpty(before.Architectures);
        Assert.HasCount(1, after.Architectures);
        Assert.IsNull(LockFileWriter.WriteInto(file, Locked("x86_64"), ["x86_64"]), "It has these bytes already.");
        (before, after) = LockFileWriter.WriteInto(file, Locked("aarch64"), ["aarch64"])!.Value;
        Assert.AreEqual("x86_64", before.Architectures.Single().Name);
        Assert.HasCount(2, after.Architectures);
    }

    private static LockFile Locked(string architecture) => new()
    {
        Repositories = [new LockedRepository { Name = LockFiles.Wolfi, Indexes = [new LockedIndex(architecture, LockFiles.Hash('1'), null, 3)] }],
        Architectures = [new LockedArchitecture { Name = architecture, Needs = "sha256:" + LockFiles.Hash('d'), World = ["zlib"], Packages = [LockFiles.Package("zlib", architecture: architecture)] }],
    };
}
