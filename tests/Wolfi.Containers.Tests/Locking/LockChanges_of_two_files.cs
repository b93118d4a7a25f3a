using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

[TestClass]
public sealed class LockChanges_of_two_files
{
    [TestMethod]
    public void Each_difference_has_its_kind()
    {
        LockFile before = Locked(
            LockFiles.Package("gone"), LockFiles.Package("lower", version: "2"), LockFiles.Package("raised", version: "1.9"),
            LockFiles.Package("rebuilt"), LockFiles.Package("moved"), LockFiles.Package("same"));
        LockFile after = Locked(
            LockFiles.Package("lower", version: "1"), LockFiles.Package("new"), LockFiles.Package("raised", version: "1.10"),
            LockFiles.Package("rebuilt") with { Sha256 = LockFiles.Hash('9') },
            LockFiles.Package("moved") with { Repository = new RepositoryName(null, LockFiles.Hash('b')) }, LockFiles.Package("same"));

        CollectionAssert.AreEqual(
            new[] { "gone Removed", "lower Lowered", "moved Rebuilt", "new Added", "raised Raised", "rebuilt Rebuilt" },
            LockChanges.Between(before, after).Select(change => $"{change.Name} {change.Kind}").ToArray());
    }

    [TestMethod]
    public void Every_architecture_counts()
    {
        LockFile before = Locked("aarch64", LockFiles.Package("zlib", version: "1"));
        LockFile after = Locked("x86_64", LockFiles.Package("zlib", version: "2"));

        CollectionAssert.AreEqual(
            new[]
            {
                new PackageChange("aarch64", "zlib", PackageVersion.Parse("1"), null),
                new PackageChange("x86_64", "zlib", null, PackageVersion.Parse("2")),
            },
            LockChanges.Between(before, after));
    }

    [TestMethod]
    public void Equal_files_differ_in_nothing() => Assert.IsEmpty(LockChanges.Between(LockFiles.Full, LockFiles.Read(LockFiles.Text(LockFiles.Full))));

    private static LockFile Locked(params LockedPackage[] packages) => Locked("x86_64", packages);

    private static LockFile Locked(string architecture, params LockedPackage[] packages) => new()
    {
        Architectures = [new LockedArchitecture { Name = architecture, Needs = "sha256:" + LockFiles.Hash('0'), World = [], Packages = [.. packages] }],
    };
}
