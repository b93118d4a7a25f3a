using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

[TestClass]
public sealed class LockStandings_against_indexes
{
    [TestMethod]
    [DataRow("1.2.3-r4", "1.2.3-r4", true, false, DisplayName = "up to date")]
    [DataRow("1.2.3-r4 1.10-r0 1.9-r0", "1.10-r0", true, true, DisplayName = "newer ones")]
    [DataRow("1.0-r0", "1.0-r0", false, false, DisplayName = "withdrawn, an older one left")]
    [DataRow("1.3-r0", "1.3-r0", false, true, DisplayName = "withdrawn, a newer one in its place")]
    [DataRow("", null, false, false, DisplayName = "the name is gone")]
    [DataRow("1.2.3-r4 9-r0?", "1.2.3-r4", true, false, DisplayName = "a newer one that can't be installed")]
    [DataRow("1.2.3-r4*", "1.2.3-r4", false, false, DisplayName = "the same version with other bytes")]
    public void A_package_stands_against_its_repositorys_index(string versions, string? newest, bool isListed, bool isOutdated)
    {
        LockedPackage package = LockFiles.Package("zlib");
        PackageIndex index = new() { Records = [.. versions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(version => Record(package, version))] };

        LockedStanding standing = LockStandings.Of(Locked(package), name => name == LockFiles.Wolfi ? index : null).Single();

        Assert.AreEqual(new LockedStanding("x86_64", package, newest is null ? null : PackageVersion.Parse(newest), isListed), standing);
        Assert.AreEqual(isOutdated, standing.IsOutdated);
    }

    [TestMethod]
    public void A_repository_that_is_no_more_lists_nothing()
    {
        LockedStanding standing = LockStandings.Of(Locked(LockFiles.Package("zlib")), _ => null).Single();

        Assert.IsNull(standing.Newest);
        Assert.IsFalse(standing.IsListed);
    }

    // '?' marks a record with a field that nobody knows, '*' one with another checksum.
    private static IndexRecord Record(LockedPackage package, string text) => new()
    {
        Name = package.Name,
        Version = PackageVersion.Parse(text.TrimEnd('?', '*')),
        Architecture = package.Architecture,
        Checksum = text.EndsWith('*') ? LockFiles.Package("other").Checksum : package.Checksum,
        UnusableBecause = text.EndsWith('?') ? "an unknown field" : null,
    };

    private static LockedArchitecture Locked(LockedPackage package) => new() { Name = "x86_64", Needs = "sha256:" + LockFiles.Hash('0'), World = [], Packages = [package] };
}
