using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>What differs between a lock file and a project, each difference by its name.</summary>
[TestClass]
public sealed class LockDrift_differences
{
    private static readonly PublicKey Key = MakeKey("wolfi.rsa.pub");
    private static readonly PublicKey OtherKey = MakeKey("acme.rsa.pub");

    private static readonly PackageRepository Wolfi = Repository(LockFiles.WolfiUrl, Key);
    private static readonly PackageRepository Acme = Repository("https://acme.example/os", OtherKey) with { PackagePatterns = ["acme-*"] };

    private static readonly LockRequest Request = new("x86_64", [new WorldAtom("so:libz.so.1", "libapp.so -> so:libz.so.1"), new WorldAtom("curl", "WolfiPackage -> curl")], [Wolfi, Acme]);

    [TestMethod]
    public void Are_none_for_the_same_question_in_another_order_and_from_a_mirror()
    {
        LockFile file = Locked(Request);
        Assert.IsEmpty(LockDrift.Find(file, Request));
        Assert.IsEmpty(LockDrift.Find(file, Request with { World = [.. Request.World.Reverse(), Request.World[0] with { Chain = "other.so -> so:libz.so.1" }] }));

        // A mirror's index has a key of its own; so has a user's password no place in the file.
        PackageRepository mirror = Wolfi with { Location = "/mnt/mirror", CanonicalUrl = LockFiles.WolfiUrl, IndexKeys = Keyring.Create(OtherKey) };
        PackageRepository personal = Wolfi with { Location = "https://me:secret@packages.wolfi.dev/os/" };
        Assert.IsEmpty(LockDrift.Find(file, Request with { Repositories = [mirror, Acme] }));
        Assert.IsEmpty(LockDrift.Find(file, Request with { Repositories = [personal, Acme] }));

        // A key beside the old one, whatever its name.
        Assert.IsEmpty(LockDrift.Find(file, Request with { Repositories = [Wolfi with { IndexKeys = Keyring.Create(Key, OtherKey), PackageKeys = Keyring.Create(OtherKey, Key) }, Acme] }));
    }

    [TestMethod]
    public void Name_what_is_asked_for_with_who_asks_and_what_is_not()
    {
        string[] differences = Find(Request with { World = [Request.World[0], new WorldAtom("icu", "WolfiPackage -> icu")] });
        CollectionAssert.AreEqual(new[] { "WolfiPackage -> icu is asked for and not locked", "curl is locked and not asked for any more" }, differences);
    }

    [TestMethod]
    public void Name_repositories_keys_tags_and_rules()
    {
        CollectionAssert.AreEqual(new[] { "https://acme.example/os is locked and not among the project's repositories" }, Find(Request with { Repositories = [Wolfi] }));
        CollectionAssert.AreEqual(
            new[] { "@edge https://edge.example is among the project's repositories and not locked" },
            Find(Request with { Repositories = [Wolfi, Acme, Repository("https://edge.example", Key) with { Tag = "edge" }] }));
        CollectionAssert.AreEqual(
            new[] { "https://acme.example/os may provide 'acme-* mine', and 'acme-*' when it was locked" },
            Find(Request with { Repositories = [Wolfi, Acme with { PackagePatterns = ["mine", "acme-*"] }] }));
        CollectionAssert.AreEqual(new[] { "nothing is locked for aarch64" }, Find(Request with { Architecture = "aarch64" }));
    }

    [TestMethod]
    public void Name_a_key_that_is_none_of_the_projects()
    {
        string[] differences = Find(Request with { Repositories = [Repository(LockFiles.WolfiUrl, OtherKey), Acme] });
        Assert.HasCount(1, differences);
        StringAssert.StartsWith(differences[0], $"the lock file names the key {Key.Fingerprint} for {LockFiles.WolfiUrl}");
    }

    [TestMethod]
    public void Name_the_order_of_repositories() =>
        StringAssert.Contains(Find(Request with { Repositories = [Acme, Wolfi] }).Single(), "order of the repositories");

    [TestMethod]
    public void Do_not_include_a_repository_that_another_architecture_alone_needs()
    {
        LockFile both = Locked(Request);
        RepositoryName edge = new("https://edge.example", LockFiles.Hash('f'));
        both = both with
        {
            Repositories = [.. both.Repositories, new LockedRepository { Name = edge, Signatures = LockedSignature.Package }],
            Architectures = [.. both.Architectures, new LockedArchitecture { Name = "aarch64", Needs = "sha256:" + LockFiles.Hash('0'), World = [], Packages = [LockFiles.Package("b", edge, architecture: "aarch64")] }],
        };
        Assert.IsEmpty(LockDrift.Find(both, Request));
    }

    private static string[] Find(LockRequest request) => [.. LockDrift.Find(Locked(Request), request)];

    private static LockFile Locked(LockRequest request) =>
        LockBuilder.Build(LockFile.Empty, request, RepositoryNames.Of(request.Repositories, LockFile.Empty), [.. request.Repositories.Select(Indexes.Of)], []);

    private static PackageRepository Repository(string url, PublicKey key) => new() { Location = url, IndexKeys = Keyring.Create(key), PackageKeys = Keyring.Create(key) };

    private static PublicKey MakeKey(string name)
    {
        using SigningKey key = SigningKey.Generate(name, 2048);
        return key.PublicKey;
    }
}
