using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

[TestClass]
public sealed class IndexFreshness_rules
{
    private const long Built = 1_756_000_000;

    private static readonly PackageRepository Repository = MakeRepository();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(Built + (3 * 86_400));

    // Case A11: a replayed old index, older than the one that is remembered.
    [TestMethod]
    public void Refuse_an_index_older_than_the_one_that_is_remembered()
    {
        WolfiException failure = Fails(Built - 1, new LockPolicy());
        Assert.AreEqual("WOLFI2051", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, "built at 2025-08-24 01:46:39 UTC, and that of the other at 2025-08-24 01:46:40 UTC");
        Assert.AreEqual("WOLFI2051", Fails(null, new LockPolicy()).Diagnostic.Code);
        Check(Built, new LockPolicy());
        Check(Built + 1, new LockPolicy());
        Check(Built - 1, new LockPolicy { AllowDowngrade = ["zlib"] });
    }

    [TestMethod]
    public void Remember_each_architecture_apart() =>
        IndexFreshness.Check([Indexes.Of(Repository, 5)], Names(), Last(), "aarch64", new LockPolicy(), () => throw new AssertFailedException("nobody asks for the time"));

    // Case A11, the second half: older than MaxIndexAge.
    [TestMethod]
    public void Refuse_an_index_older_than_the_project_allows()
    {
        LockPolicy policy = new() { MaximumIndexAge = TimeSpan.FromDays(2) };
        WolfiException failure = Fails(Built, policy);
        Assert.AreEqual("WOLFI2052", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, "3 days ago, and WolfiMaxIndexAge allows 2 days");
        Check(Built + 86_400, policy);

        // The very index that is remembered grows old too.
        Assert.AreEqual("WOLFI2052", Fails(Built, policy, sha256: "ab").Diagnostic.Code);
        Assert.AreEqual("WOLFI2054", Fails(null, policy with { AllowDowngrade = ["zlib"] }).Diagnostic.Code);
    }

    // Case A28: a wrong clock affects the freshness rule alone, and the text says so.
    [TestMethod]
    [DataRow(0L, "WOLFI2053", "clock says 1970-01-01 00:00:00 UTC")]
    [DataRow(2_147_483_647L, "WOLFI2052", "ago, and WolfiMaxIndexAge allows")]
    public void Tell_of_a_wrong_clock(long clock, string code, string text)
    {
        DateTimeOffset wrong = DateTimeOffset.FromUnixTimeSeconds(clock);
        WolfiException failure = Fails(Built, new LockPolicy { MaximumIndexAge = TimeSpan.FromDays(365) }, now: wrong);
        Assert.AreEqual(code, failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, text);
        Check(Built, new LockPolicy(), wrong);
    }

    [TestMethod]
    public void Judge_times_beyond_the_calendar() =>
        Assert.AreEqual("WOLFI2053", Fails(long.MaxValue / 2, new LockPolicy { MaximumIndexAge = TimeSpan.FromDays(1) }).Diagnostic.Code);

    private static WolfiException Fails(long? built, LockPolicy policy, string sha256 = "00", DateTimeOffset? now = null) =>
        Assert.ThrowsExactly<WolfiException>(() => IndexFreshness.Check([Indexes.Of(Repository, built, sha256)], Names(), Last(), "x86_64", policy, () => now ?? Now));

    private static void Check(long built, LockPolicy policy, DateTimeOffset? now = null) =>
        IndexFreshness.Check([Indexes.Of(Repository, built)], Names(), Last(), "x86_64", policy, () => now ?? Now);

    private static RepositoryNames Names() => RepositoryNames.Of([Repository], Last());

    private static LockFile Last()
    {
        RepositoryName name = RepositoryNames.Of([Repository], LockFile.Empty).All.Single();
        return new LockFile { Repositories = [new LockedRepository { Name = name, Indexes = [new LockedIndex("x86_64", "ab".PadRight(64, '0'), Built, 1)] }] };
    }

    private static PackageRepository MakeRepository()
    {
        using SigningKey key = SigningKey.Generate("wolfi.rsa.pub", 2048);
        return new PackageRepository { Location = "https://packages.wolfi.dev/os", IndexKeys = Keyring.Create(key.PublicKey), PackageKeys = Keyring.Create(key.PublicKey) };
    }
}
