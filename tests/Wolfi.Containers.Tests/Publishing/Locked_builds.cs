using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Builds and their lock file.</summary>
[TestClass]
public sealed class Locked_builds
{
    private static readonly SigningKey Stranger = SigningKey.Generate("stranger.rsa.pub", 2048);

    // The app's packages are none of these tests' business: a key for each build would take most of their time.
    private static readonly string AppKeyPem = SigningKey.Generate("app.rsa.pub", 2048).ExportPem();

    private readonly SmallWorld _world = new();

    [TestCleanup]
    public void Remove() => _world.Dispose();

    [TestMethod]
    public async Task The_first_build_locks_and_the_next_needs_neither_index_nor_repository()
    {
        RecordingObserver observer = new();
        string digest = (await SmallWorld.PublishAsync(Developer(), observer)).Digest;
        StringAssert.StartsWith(observer.Lines[0], $"Locked 5 packages for x86_64 in {_world.LockFile}.");
        byte[] locked = File.ReadAllBytes(_world.LockFile);

        Directory.Delete(_world.Repository, recursive: true);
        PublishResult first = await SmallWorld.PublishAsync(Locked());
        Assert.IsFalse(first.UpToDate, "provenance states that the build was locked");
        Assert.AreEqual(digest, first.Digest);
        observer = new RecordingObserver();
        Assert.IsTrue((await SmallWorld.PublishAsync(Locked(), observer)).UpToDate);
        Assert.HasCount(1, observer.Lines);

        Directory.Delete(_world.Outputs, recursive: true);
        PublishResult again = await SmallWorld.PublishAsync(Locked());
        Assert.IsFalse(again.UpToDate);
        Assert.AreEqual(digest, again.Digest, "the order of layers comes from the packages themselves");
        CollectionAssert.AreEqual(locked, File.ReadAllBytes(_world.LockFile));
    }

    [TestMethod]
    public async Task The_lock_file_is_the_same_wherever_the_repository_lies()
    {
        using SmallWorld other = new();
        await SmallWorld.PublishAsync(Developer());
        await SmallWorld.PublishAsync(other.Request());
        string text = File.ReadAllText(_world.LockFile);
        Assert.AreEqual(text, File.ReadAllText(other.LockFile));
        Assert.DoesNotContain(_world.Combine(), text);
        StringAssert.Contains(text, "\"url\": \"x86_64/glibc-1.0-r0.apk\"");
        StringAssert.Contains(text, $"\"key\": \"{SmallWorld.RepositoryKey.PublicKey.Fingerprint}\"");
    }

    [TestMethod]
    public async Task A_build_that_fails_locks_nothing()
    {
        await Fails(Developer() with { Packages = ["nothing-has-that-name"] }, ResolutionErrors.Unsatisfiable);
        await Fails(Developer() with { Declared = new DeclaredContent { CertificateFiles = [_world.Combine("none.pem")] } }, ImageErrors.CertificateRefused);
        Assert.IsFalse(File.Exists(_world.LockFile));
        Assert.IsEmpty(Directory.GetFiles(_world.Combine(), "*.tmp"));
    }

    [TestMethod]
    public async Task A_locked_build_without_a_lock_file_names_the_way_out()
    {
        string message = await Fails(Locked(), LockErrors.NoLockFile);
        StringAssert.Contains(message, _world.LockFile);
        StringAssert.Contains(message, "-p:WolfiUpdate=true");
        StringAssert.Contains(message, "-p:WolfiLockedMode=false");
        Assert.IsFalse(File.Exists(_world.LockFile));
        Assert.IsFalse(Directory.Exists(_world.Outputs));
    }

    [TestMethod]
    public async Task A_locked_build_names_every_difference_and_another_build_moves_only_what_it_must()
    {
        await SmallWorld.PublishAsync(Developer());
        byte[] locked = File.ReadAllBytes(_world.LockFile);
        _world.MakeRepository([.. SmallWorld.Packages(), With("glibc", "1.1-r0"), With("tzdata", "1.1-r0"), With("curl", "8.0-r0"), With("jq", "1.7-r0")]);
        PublishRequest more = Developer() with { Packages = ["curl", "jq"] };
        string message = await Fails(more with { Lock = Locked().Lock }, LockErrors.Drift);
        StringAssert.Contains(message, "WolfiPackage -> curl is asked for and not locked; WolfiPackage -> jq is asked for and not locked.");
        CollectionAssert.AreEqual(locked, File.ReadAllBytes(_world.LockFile));

        await SmallWorld.PublishAsync(more);
        CollectionAssert.AreEqual(
            new[] { "ca-certificates-bundle-1.0-r0", "curl-8.0-r0", "dotnet-10-runtime-1.0-r0", "glibc-1.0-r0", "jq-1.7-r0", "tzdata-1.0-r0", "wolfi-baselayout-1.0-r0" },
            Versions());

        await SmallWorld.PublishAsync(more with { Packages = [], Lock = Developer().Lock with { Update = true } });
        CollectionAssert.AreEqual(
            new[] { "ca-certificates-bundle-1.0-r0", "dotnet-10-runtime-1.0-r0", "glibc-1.1-r0", "tzdata-1.1-r0", "wolfi-baselayout-1.0-r0" },
            Versions());
    }

    // Case K162: whatever somebody edits, the project's keys and the packages' own metadata decide.
    [TestMethod]
    [DataRow("a key of somebody else", "WOLFI3013")]
    [DataRow("another repository", "WOLFI3013")]
    [DataRow("looser needs", "WOLFI3013")]
    [DataRow("the digest of the needs", "WOLFI3013")]
    [DataRow("no package that others depend on", "WOLFI3014")]
    [DataRow("a package that nothing needs", "WOLFI3014")]
    [DataRow("another version", "WOLFI3021")]
    [DataRow("another package's bytes", "WOLFI3020")]
    [DataRow("another SHA-256", "WOLFI3020")]
    [DataRow("another diff id", "WOLFI3020")]
    [DataRow("another architecture", "WOLFI3020")]
    [DataRow("dependencies of its own", "WOLFI3010")]
    public async Task An_edited_lock_file_fails(string edit, string code)
    {
        // What is offered beside the locked ones is signed and sound.
        _world.MakeRepository([.. SmallWorld.Packages(), With("extra", "1.0-r0")]);
        await SmallWorld.PublishAsync(Developer() with { Packages = ["extra"] });
        LockedPackage extra = Read().Architectures[0].Find("extra")!;
        _world.MakeRepository(SmallWorld.Packages());
        await SmallWorld.PublishAsync(Developer() with { Lock = Developer().Lock with { Update = true } });
        Directory.Delete(_world.Outputs, recursive: true);

        LockFile file = Read();
        LockedArchitecture locked = file.Architectures[0];
        LockedPackage glibc = locked.Find("glibc")!;
        LockFile With_(Func<LockedPackage, LockedPackage> change) =>
            file with { Architectures = [locked with { Packages = locked.Packages.Replace(glibc, change(glibc)) }] };
        LockFile Renamed(RepositoryName name) => file with
        {
            Repositories = [file.Repositories[0] with { Name = name }],
            Architectures = [locked with { Packages = [.. locked.Packages.Select(package => package with { Repository = name, Url = LockedUrls.Of(name.Url, "x86_64", $"{package}.apk") })] }],
        };
        LockFile changed = edit switch
        {
            "a key of somebody else" => Renamed(new RepositoryName(null, Stranger.PublicKey.Fingerprint)),
            "another repository" => Renamed(new RepositoryName("https://evil.example/os", SmallWorld.RepositoryKey.PublicKey.Fingerprint)),
            "looser needs" => file with { Architectures = [locked with { World = locked.World.RemoveAt(0) }] },
            "the digest of the needs" => file with { Architectures = [locked with { Needs = "sha256:" + new string('0', 64) }] },
            "no package that others depend on" => file with { Architectures = [locked with { Packages = locked.Packages.Remove(glibc) }] },
            "a package that nothing needs" => file with { Architectures = [locked with { Packages = locked.Packages.Add(extra) }] },
            "another version" => With_(package => package with { Version = PackageVersion.Parse("0.9-r0"), Url = "x86_64/glibc-0.9-r0.apk", Size = 1 }),
            "another package's bytes" => With_(package => package with { Checksum = extra.Checksum, Size = extra.Size, Sha256 = extra.Sha256, DataHash = extra.DataHash }),
            "another SHA-256" => With_(package => package with { Sha256 = extra.Sha256 }),
            "another diff id" => With_(package => package with { DiffId = extra.DiffId }),
            "another architecture" => With_(package => package with { Architecture = "noarch" }),
            _ => file,
        };
        string text = System.Text.Encoding.UTF8.GetString(LockFileWriter.ToBytes(changed));
        File.WriteAllText(_world.LockFile, edit == "dependencies of its own" ? text.Replace("\"size\":", "\"depends\": [], \"size\":", StringComparison.Ordinal) : text);
        await Fails(Locked(), code);
        Assert.IsFalse(Directory.Exists(_world.Layout));
    }

    // Case C75: the repository has it no more.
    [TestMethod]
    public async Task A_version_that_is_gone_comes_from_the_cache_or_is_named_with_its_address()
    {
        string digest = (await SmallWorld.PublishAsync(Developer())).Digest;
        string[] gone = [Path.Combine(_world.Repository, "x86_64", "glibc-1.0-r0.apk"), Path.Combine(_world.Repository, "x86_64", "tzdata-1.0-r0.apk")];
        Array.ForEach(gone, File.Delete);
        Directory.Delete(_world.Outputs, recursive: true);
        Assert.AreEqual(digest, (await SmallWorld.PublishAsync(Locked())).Digest);

        Directory.Delete(_world.Outputs, recursive: true);
        Directory.Delete(_world.Cache, recursive: true);
        string message = await Fails(Locked(), LockErrors.Gone);
        StringAssert.Contains(message, "2 of the locked packages");
        Array.ForEach(gone, file => StringAssert.Contains(message, file));
        StringAssert.Contains(message, "dotnet wolfi update");
    }

    [TestMethod]
    public async Task One_check_of_the_index_finds_what_was_withdrawn()
    {
        PublishRequest listed = Locked() with { Lock = Locked().Lock with { RequireListed = true } };
        await SmallWorld.PublishAsync(Developer());
        await SmallWorld.PublishAsync(listed);
        Assert.IsTrue((await SmallWorld.PublishAsync(listed)).UpToDate);

        _world.MakeRepository([.. SmallWorld.Packages().Where(package => package.Info.Name is not ("glibc" or "tzdata")), With("tzdata", "1.1-r0")]);
        string message = await Fails(listed, LockErrors.Withdrawn);
        StringAssert.Contains(message, "glibc-1.0-r0 (it has none of that name), tzdata-1.0-r0 (it has 1.1-r0)");
        Assert.IsTrue((await SmallWorld.PublishAsync(Locked())).UpToDate);
    }

    // Case A11 in a build: `update` and the check of the index refuse a replayed one; a locked build does not read it.
    [TestMethod]
    public async Task A_replayed_index_is_refused()
    {
        _world.MakeRepository(SmallWorld.Packages().Select(package => (package.Info with { BuildDate = 1_756_000_000 }, package.Contents)));
        await SmallWorld.PublishAsync(Developer());
        await SmallWorld.PublishAsync(Locked());
        _world.MakeRepository(SmallWorld.Packages().Select(package => (package.Info with { BuildDate = 1_755_000_000 }, package.Contents)));
        await Fails(Developer() with { Lock = Developer().Lock with { Update = true } }, FreshnessErrors.OlderIndex);
        await Fails(Locked() with { Lock = Locked().Lock with { RequireListed = true } }, FreshnessErrors.OlderIndex);
        Assert.IsTrue((await SmallWorld.PublishAsync(Locked())).UpToDate);
        await SmallWorld.PublishAsync(Developer() with { Lock = Developer().Lock with { Update = true, AllowDowngrade = ["glibc"] } });
        await Fails(Developer() with { Lock = Developer().Lock with { Update = true, MaximumIndexAge = TimeSpan.FromHours(1) } }, FreshnessErrors.IndexTooOld);
    }

    // Case K161: a signed, older package in place of the newer one.
    [TestMethod]
    public async Task A_lower_version_is_refused_unless_it_is_named()
    {
        PublishRequest update = Developer() with { Lock = Developer().Lock with { Update = true } };
        await SmallWorld.PublishAsync(update);
        _world.MakeRepository(SmallWorld.Packages().Select(package => (package.Info.Name is "glibc" or "tzdata" ? package.Info with { Version = PackageVersion.Parse("0.9-r0") } : package.Info, package.Contents)));
        string message = await Fails(update, LockErrors.Downgrade);
        StringAssert.Contains(message, "glibc 1.0-r0 -> 0.9-r0 for x86_64, tzdata 1.0-r0 -> 0.9-r0 for x86_64");
        message = await Fails(update with { Lock = update.Lock with { AllowDowngrade = ["glibc"] } }, LockErrors.Downgrade);
        Assert.DoesNotContain("glibc 1.0", message);
        await SmallWorld.PublishAsync(update with { Lock = update.Lock with { AllowDowngrade = ["glibc", "tzdata"] } });
        CollectionAssert.Contains(Versions(), "glibc-0.9-r0");
    }

    [TestMethod]
    public async Task Packages_that_were_signed_stay_signed()
    {
        PublishRequest update = Developer() with { Lock = Developer().Lock with { Update = true } };
        await SmallWorld.PublishAsync(update);
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        string message = await Fails(update, LockErrors.LessSigned);
        StringAssert.Contains(message, "glibc-1.0-r0");
        await SmallWorld.PublishAsync(update with { Repositories = [update.Repositories[0] with { Signatures = PackageSignatures.Index }] });
        Assert.AreEqual(LockedSignature.Index, Read().Repositories[0].Signatures);

        // The project's keys changed, the lock file did not.
        _world.MakeRepository(SmallWorld.Packages());
        await SmallWorld.PublishAsync(update);
        PackageRepository indexOnly = update.Repositories[0] with { PackageKeys = Keyring.Create(Stranger.PublicKey) };
        await Fails(Locked() with { Repositories = [indexOnly] }, LockErrors.LessSigned);
    }

    // Case K162, for packages without signatures: a lock file vouches for nothing.
    [TestMethod]
    public async Task Packages_without_signatures_need_the_word_of_an_index()
    {
        _world.MakeRepository(SmallWorld.Packages(), packageKey: Stranger);
        await SmallWorld.PublishAsync(Developer());
        string index = Path.Combine(_world.Repository, "x86_64", "APKINDEX.tar.gz");
        byte[] sound = File.ReadAllBytes(index);
        File.Delete(index);
        Directory.Delete(_world.Outputs, recursive: true);
        RecordingObserver observer = new();
        await SmallWorld.PublishAsync(Locked(), observer);
        Assert.AreEqual(RepositoryErrors.IndexVouched.Code, observer.Warnings.Single().Code);

        // Another user has not heard it yet.
        PublishRequest other = Locked() with { DerivedKeyFile = _world.Combine("other", "derived.key") };
        Directory.Delete(_world.Outputs, recursive: true);
        await Fails(other, RepositoryErrors.NotFound);
        _world.MakeRepository(SmallWorld.Packages().Where(package => package.Info.Name != "glibc"), packageKey: Stranger);
        StringAssert.Contains(await Fails(other, LockErrors.NotVouched), "glibc-1.0-r0 carry no signature");
        File.WriteAllBytes(index, sound);
        await SmallWorld.PublishAsync(other);
        File.Delete(index);
        Directory.Delete(_world.Outputs, recursive: true);
        await SmallWorld.PublishAsync(other);
    }

    [TestMethod]
    public async Task Offline_everything_that_is_missing_is_named_at_once()
    {
        PackageRepository away = Developer().Repositories[0] with { Location = "https://me:secret@packages.invalid/os" };
        PublishRequest request = Developer() with { Repositories = [away with { Location = _world.Repository, CanonicalUrl = "https://packages.invalid/os" }] };
        string digest = (await SmallWorld.PublishAsync(request)).Digest;
        request = request with { Repositories = [away], Offline = true };
        Directory.Delete(_world.Outputs, recursive: true);
        Assert.AreEqual(digest, (await SmallWorld.PublishAsync(request)).Digest, "everything is in the cache");

        Directory.Delete(_world.Outputs, recursive: true);
        foreach (string package in Directory.GetFiles(Path.Combine(_world.Cache, "packages"), "*.apk", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(2))
        {
            File.Delete(package);
        }

        string message = await Fails(request, FreshnessErrors.Offline);
        Assert.AreEqual(2, message.Split("https://packages.invalid/os/x86_64/").Length - 1, message);
        Assert.DoesNotContain("secret", message);

        // Without a lock file the indexes are missing.
        File.Delete(_world.LockFile);
        message = await Fails(
            request with { Repositories = [away, away with { Location = "https://more.invalid/os", PackagePatterns = ["more-*"] }] }, FreshnessErrors.Offline);
        StringAssert.Contains(message, "https://packages.invalid/os/x86_64/APKINDEX.tar.gz");
        StringAssert.Contains(message, "https://more.invalid/os/x86_64/APKINDEX.tar.gz");
    }

    [TestMethod]
    public async Task Two_folders_signed_by_one_key_are_told_apart_by_their_order()
    {
        using SmallWorld second = new();
        second.MakeRepository([With("curl", "8.0-r0")]);
        PackageRepository repository = Developer().Repositories[0];
        PublishRequest request = Developer() with { Packages = ["curl"], Repositories = [repository, repository with { Location = second.Repository, PackagePatterns = ["curl"] }] };
        await SmallWorld.PublishAsync(request);
        StringAssert.Contains(File.ReadAllText(_world.LockFile), "\"place\": 2,");
        Assert.AreEqual(2, Read().Architectures[0].Find("curl")!.Repository.Place);
        Directory.Delete(_world.Outputs, recursive: true);
        await SmallWorld.PublishAsync(request with { Lock = Locked().Lock });
        await Fails(request with { Lock = Locked().Lock, Repositories = [.. request.Repositories.Reverse()] }, LockErrors.Drift);
    }

    [TestMethod]
    public async Task What_another_build_has_locked_for_another_architecture_stays()
    {
        await SmallWorld.PublishAsync(Developer());
        await SmallWorld.PublishAsync(Locked());
        LockFile file = Read();
        RepositoryName other = new("https://other.example/os", new string('c', 64));
        LockFile both = file with
        {
            Repositories = [.. file.Repositories.Select(repository => repository with { Indexes = [.. repository.Indexes, new LockedIndex("aarch64", new string('1', 64), 7, 8)] }), new LockedRepository { Name = other, Signatures = LockedSignature.Index }],
            Architectures = [.. file.Architectures, file.Architectures[0] with { Name = "aarch64", Packages = [Locking.LockFiles.Package("zlib", other, architecture: "aarch64") with { Signature = LockedSignature.Index }] }],
        };
        File.WriteAllBytes(_world.LockFile, LockFileWriter.ToBytes(both));
        Assert.IsTrue((await SmallWorld.PublishAsync(Locked())).UpToDate, "what is locked for another architecture is no input of this image");

        _world.MakeRepository([.. SmallWorld.Packages(), With("tzdata", "1.1-r0")]);
        await SmallWorld.PublishAsync(Developer() with { Lock = Developer().Lock with { Update = true } });
        LockFile after = Read();
        Assert.AreEqual("1.1-r0", after.Find("x86_64")!.Find("tzdata")!.Version.ToString());
        LockFile Only(LockFile all) => all with { Repositories = [], Architectures = [all.Find("aarch64")!] };
        CollectionAssert.AreEqual(LockFileWriter.ToBytes(Only(both)), LockFileWriter.ToBytes(Only(after)));
        Assert.AreEqual(new LockedIndex("aarch64", new string('1', 64), 7, 8), after.Repositories[0].IndexOf("aarch64"));
        Assert.AreEqual(6, after.Repositories[0].IndexOf("x86_64")!.Records);
        Assert.AreEqual(other, after.Repositories[1].Name);
    }

    private PublishRequest Developer()
    {
        string key = _world.Combine("app.rsa");
        File.WriteAllText(key, AppKeyPem);
        return _world.Request() with { PackageKey = new PackageKeySource(key), Lock = new LockSettings { File = _world.LockFile } };
    }

    private PublishRequest Locked() => Developer() with { Lock = new LockSettings { File = _world.LockFile, Locked = true } };

    private LockFile Read() => LockFileReader.ReadFile(_world.LockFile)!;

    private string[] Versions() => [.. Read().Architectures.Single().Packages.Select(package => package.ToString())];

    private static (PackageInfo Info, PackageContent[] Contents) With(string name, string version)
    {
        (PackageInfo Info, PackageContent[] Contents) package = SmallWorld.Packages().FirstOrDefault(package => package.Info.Name == name);
        return package.Info is null
            ? (SmallWorld.Info(name) with { Version = PackageVersion.Parse(version) }, [PackageContent.File($"usr/share/{name}", 0x1A4, [1])])
            : (package.Info with { Version = PackageVersion.Parse(version) }, package.Contents);
    }

    private static Task<string> Fails(PublishRequest request, DiagnosticDescriptor expected) => Fails(request, expected.Code);

    private static async Task<string> Fails(PublishRequest request, string code)
    {
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(request));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        return failure.Message;
    }
}
