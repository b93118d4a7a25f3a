using System.Collections.Immutable;
using System.Reflection;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Tests.Evidence;
using Wolfi.Containers.Smoke;
using Wolfi.Containers.Tests.Locking;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>Changes each input alone; every property of the request must be here, so a new one can't be forgotten.</summary>
[TestClass]
public sealed class BuildFingerprint_inputs
{
    private static readonly PublicKey Key = MakeKey("a.rsa.pub");

    private static readonly Dictionary<string, Func<PublishRequest, PublishRequest>> Changes = new()
    {
        ["PublishRequest.App"] = request => request with { App = request.App with { Version = "2.0.0" } },
        ["PublishRequest.Repositories"] = request => request with { Repositories = [Repository() with { Location = "/other" }] },
        ["PublishRequest.Packages"] = request => request with { Packages = ["curl"] },
        ["PublishRequest.Needs"] = request => request with { Needs = [new DeclaredNeed("icu", true)] },
        ["PublishRequest.ImageRepository"] = request => request with { ImageRepository = "other" },
        ["PublishRequest.Tags"] = request => request with { Tags = ["latest", "1"] },
        ["PublishRequest.Container"] = request => request with { Container = request.Container with { User = "1" } },
        ["PublishRequest.Declared"] = request => request with { Declared = new DeclaredContent { Accounts = [new DeclaredAccount("a", 1, 1, "/a")] } },
        ["PublishRequest.IncludeSymbols"] = request => request with { IncludeSymbols = true },
        ["PublishRequest.OmitDebuggerFiles"] = request => request with { OmitDebuggerFiles = true },
        ["PublishRequest.Fips"] = request => request with { Fips = true },
        ["PublishRequest.Verify"] = request => request with { Verify = true },
        ["PublishRequest.SmokeTest"] = request => request with { SmokeTest = new SmokeSettings() },
        ["PublishRequest.Created"] = request => request with { Created = 1 },
        ["PublishRequest.LayoutFolder"] = request => request with { LayoutFolder = "/elsewhere" },
        ["PublishRequest.Beside"] = request => request with { Beside = new OutputPlace("/elsewhere", "") },
        ["PublishRequest.ArchiveFile"] = request => request with { ArchiveFile = "/x.tar" },
        ["PublishRequest.ArchiveFormat"] = request => request with { ArchiveFormat = ArchiveFormat.Oci },
        ["PublishRequest.Evidence"] = Evidence(settings => settings with { Provenance = false, Sboms = SbomFormats.None }),
        ["EvidenceSettings.Sboms"] = Evidence(settings => settings with { Sboms = SbomFormats.Spdx }),
        ["EvidenceSettings.Provenance"] = Evidence(settings => settings with { Provenance = false }),
        ["EvidenceSettings.ProvenanceTimes"] = Evidence(settings => settings with { ProvenanceTimes = true }),
        ["EvidenceSettings.PackageHeads"] = Evidence(settings => settings with { PackageHeads = false }),
        ["EvidenceSettings.SignedIndexes"] = Evidence(settings => settings with { SignedIndexes = false }),
        ["EvidenceSettings.TestResultFiles"] = Evidence(settings => settings with { TestResultFiles = ["/none"] }),
        ["EvidenceSettings.VexFiles"] = Evidence(settings => settings with { VexFiles = ["/none"] }),
        ["EvidenceSettings.Origin"] = Origin(origin => origin with { Configuration = "Debug", ProjectPath = "b" }),
        ["BuildOrigin.ProjectPath"] = Origin(origin => origin with { ProjectPath = "a" }),
        ["BuildOrigin.Configuration"] = Origin(origin => origin with { Configuration = "Debug" }),
        ["BuildOrigin.RepositoryUrl"] = Origin(origin => origin with { RepositoryUrl = "https://example.org/x" }),
        ["BuildOrigin.UnverifiedVariables"] = Origin(origin => origin with { UnverifiedVariables = origin.UnverifiedVariables.Add("GITHUB_ACTIONS", "true") }),
        ["PublishRequest.SdkVersion"] = request => request with { SdkVersion = "10.0.999" },
        ["PublishedApp.AssemblyName"] = App(app => app with { AssemblyName = "Other" }),
        ["PublishedApp.Version"] = App(app => app with { Version = "9" }),
        ["PublishedApp.TargetFramework"] = App(app => app with { TargetFramework = "net11.0" }),
        ["PublishedApp.RuntimeIdentifier"] = App(app => app with { RuntimeIdentifier = "linux-arm64" }),
        ["PublishedApp.SelfContained"] = App(app => app with { SelfContained = true }),
        ["PublishedApp.SingleFile"] = App(app => app with { SingleFile = true }),
        ["PublishedApp.CompressedSingleFile"] = App(app => app with { CompressedSingleFile = true }),
        ["PublishedApp.SelfExtracting"] = App(app => app with { SelfExtracting = true }),
        ["PublishedApp.NativeAot"] = App(app => app with { NativeAot = true }),
        ["PublishedApp.Trimmed"] = App(app => app with { Trimmed = true }),
        ["PublishedApp.ReadyToRun"] = App(app => app with { ReadyToRun = true }),
        ["PublishedApp.InvariantGlobalization"] = App(app => app with { InvariantGlobalization = false }),
        ["PublishedApp.FrameworkReferences"] = App(app => app with { FrameworkReferences = ["Microsoft.AspNetCore.App"] }),
        ["PublishedApp.Files"] = App(app => app with { Files = [app.Files[0] with { RelativePath = "b.txt" }] }),
        ["PublishedApp.Inputs"] = App(app => app with { Inputs = app.Files }),
        ["PublishedApp.RuntimeConfiguration"] = App(app => app with { RuntimeConfiguration = "{}" }),
        ["PublishedApp.SourceRevision"] = App(app => app with { SourceRevision = "abc" }),
        ["PublishedFile.RelativePath"] = FileOf(file => file with { RelativePath = "c" }),
        ["PublishedFile.Source"] = FileOf(file => file with { Source = FileSource.NuGet }),
        ["PublishedFile.PackageId"] = FileOf(file => file with { PackageId = "P" }),
        ["PublishedFile.PackageVersion"] = FileOf(file => file with { PackageVersion = "1" }),
        ["ContainerSettings.WorkingDirectory"] = Container(settings => settings with { WorkingDirectory = "/srv" }),
        ["ContainerSettings.User"] = Container(settings => settings with { User = "7" }),
        ["ContainerSettings.AllowRoot"] = Container(settings => settings with { AllowRoot = true }),
        ["ContainerSettings.Entrypoint"] = Container(settings => settings with { Entrypoint = [] }),
        ["ContainerSettings.Command"] = Container(settings => settings with { Command = ["x"] }),
        ["ContainerSettings.GeneratesLabels"] = Container(settings => settings with { GeneratesLabels = false }),
        ["ContainerSettings.Ports"] = Container(settings => settings with { Ports = ["1/tcp"] }),
        ["ContainerSettings.Environment"] = Container(settings => settings with { Environment = [new("A", "b")] }),
        ["ContainerSettings.Labels"] = Container(settings => settings with { Labels = [new("a", "b")] }),
    };

    /// <summary>Properties that move no byte of any output.</summary>
    private static readonly string[] Irrelevant =
    [
        "PublishRequest.Lock", // what is locked counts, not how: see below
        "PublishRequest.Offline", // how packages come, not which
        "PublishRequest.Push", // where the same image goes
        "PublishRequest.Load", // and into which engine
        "PublishRequest.DigestFile",
        "PublishRequest.OutputsFile",
        "PublishRequest.CacheFolder", // where packages are kept
        "PublishRequest.CacheLimit", // and how many
        "PublishRequest.Credentials", // who fetches; what is fetched counts
        "PublishRequest.DerivedKeyFile", // marks what is kept of reading them
        "PublishRequest.ShowAdvice", // what is said, not what is made
        "PublishRequest.Signing", // the key itself counts, by its identity: see Signed_builds
        "PublishRequest.PackageKey", // a named key itself counts, by its fingerprint: see below
        "PublishedApp.PublishFolder", // where the files are; their contents count
        "PublishedApp.DependenciesFile", // its content counts: see below
        "PublishedApp.AssetsFile", // names packages' contents, which follow their ids and versions
        "PublishedApp.PackageFolders", // where those packages are; their archives count: see below
        "PublishedFile.Origin", // where a file was copied from; its content and package count
        "PublishedFile.Substituted", // whether the file is ours; its content counts
        "PublishedFile.FullPath", // where the file is; its content counts: see below
    ];

    public static IEnumerable<object[]> Rows() => Changes.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Each_alone_changes_it(string name)
    {
        using TemporaryFolder folder = new();
        PublishRequest request = Request(folder);
        Assert.AreNotEqual(Compute(request), Compute(Changes[name](request)));
    }

    [TestMethod]
    public void Are_all_in_the_table()
    {
        Type[] types = [typeof(PublishRequest), typeof(PublishedApp), typeof(PublishedFile), typeof(ContainerSettings), typeof(EvidenceSettings), typeof(BuildOrigin)];
        string[] all = [.. types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null).Select(property => $"{type.Name}.{property.Name}"))];
        CollectionAssert.AreEquivalent(all, Changes.Keys.Concat(Irrelevant).ToArray());
    }

    [TestMethod]
    public void Count_by_content_not_by_time()
    {
        using TemporaryFolder folder = new();
        PublishRequest request = Request(folder);
        string before = Compute(request);
        File.SetLastWriteTimeUtc(request.App.Files[0].FullPath, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreEqual(before, Compute(request));
        File.WriteAllText(request.App.Files[0].FullPath, "other");
        Assert.AreNotEqual(before, Compute(request));
    }

    [TestMethod]
    public void Include_what_is_locked_its_keys_and_the_signing_key()
    {
        using TemporaryFolder folder = new();
        PublishRequest request = Request(folder);
        string before = Compute(request);
        Assert.AreNotEqual(before, Compute(request, locked: LockFiles.Full.Architectures[1]));
        Assert.AreNotEqual(before, Compute(request, repository: Repository() with { IndexKeys = Keyring.Create(Key) }));
        Assert.AreNotEqual(before, Compute(request, repository: Repository() with { PackageKeys = Keyring.Create(Key) }));
        Assert.AreNotEqual(before, Compute(request, repository: Repository() with { CanonicalUrl = "https://example.org" }));
        Assert.AreNotEqual(before, Compute(request, signingKey: Key.Fingerprint));
    }

    [TestMethod]
    public void Hold_no_credentials()
    {
        using TemporaryFolder folder = new();
        PublishRequest request = Request(folder);
        Assert.AreEqual(
            Compute(request, repository: Repository() with { Location = "https://host.example/os" }),
            Compute(request, repository: Repository() with { Location = "https://user:password@host.example/os" }));
    }

    [TestMethod]
    public void Include_the_content_of_declared_files_of_evidence_and_deps_json()
    {
        using TemporaryFolder folder = new();
        string file = folder.Combine("declared.txt");
        File.WriteAllText(file, "1");
        PublishRequest request = Request(folder) with { Declared = new DeclaredContent { Files = [new DeclaredFile { SourceFile = file, Target = "/etc/x" }], CertificateFiles = [file] } };
        request = request with { App = request.App with { DependenciesFile = file } };
        PublishRequest stated = Request(folder) with { Evidence = new EvidenceSettings { TestResultFiles = [file], VexFiles = [file] } };
        (string before, string beforeStated) = (Compute(request), Compute(stated));
        File.WriteAllText(file, "2");
        Assert.AreNotEqual(before, Compute(request));
        Assert.AreNotEqual(beforeStated, Compute(stated));
    }

    // A package of one id and version may be packed again, or replaced in the folder of packages: what is said of its files depends on it.
    [TestMethod]
    public void Include_the_archives_of_packages_by_what_they_hold()
    {
        using TemporaryFolder folder = new();
        NuGetCache cache = new(folder.Combine("packages"));
        cache.Add("Some.Package", "3.0.0", ("lib/net10.0/Some.Package.dll", "a dependency"));
        Directory.CreateDirectory(folder.Combine("publish"));
        PublishRequest request = Request(folder);
        request = request with { App = request.App with { Files = [cache.Publish(folder.Combine("publish"), "Some.Package", "3.0.0", "lib/net10.0/Some.Package.dll")], PackageFolders = [cache.Folder] } };
        string archive = cache.ArchiveOf("Some.Package", "3.0.0");
        string before = Compute(request);
        File.SetLastWriteTimeUtc(archive, new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.AreEqual(before, Compute(request));
        byte[] sound = File.ReadAllBytes(archive);

        // One that is as long, whose one file differs by a letter.
        NuGetCache other = new(folder.Combine("other"));
        other.Add("Some.Package", "3.0.0", ("lib/net10.0/Some.Package.dll", "b dependency"));
        File.Copy(other.ArchiveOf("Some.Package", "3.0.0"), archive, overwrite: true);
        Assert.AreEqual(sound.Length, new FileInfo(archive).Length);
        Assert.AreNotEqual(before, Compute(request));
        File.WriteAllBytes(archive, sound[..^5]);
        string damaged = Compute(request);
        File.Delete(archive);
        Assert.HasCount(3, new HashSet<string> { before, damaged, Compute(request) });
    }

    private static Func<PublishRequest, PublishRequest> App(Func<PublishedApp, PublishedApp> change) => request => request with { App = change(request.App) };

    private static Func<PublishRequest, PublishRequest> FileOf(Func<PublishedFile, PublishedFile> change) =>
        App(app => app with { Files = [change(app.Files[0])] });

    private static Func<PublishRequest, PublishRequest> Evidence(Func<EvidenceSettings, EvidenceSettings> change) =>
        request => request with { Evidence = change(request.Evidence) };

    private static Func<PublishRequest, PublishRequest> Origin(Func<BuildOrigin, BuildOrigin> change) =>
        Evidence(settings => settings with { Origin = change(settings.Origin) });

    private static Func<PublishRequest, PublishRequest> Container(Func<ContainerSettings, ContainerSettings> change) =>
        request => request with { Container = change(request.Container) };

    private static string Compute(PublishRequest request, PackageRepository? repository = null, LockedArchitecture? locked = null, string? signingKey = null) =>
        BuildFingerprint.Join(
            BuildFingerprint.OfInputs(repository is null ? request : request with { Repositories = [repository] }, signingKey, CancellationToken.None),
            locked ?? LockFiles.Full.Architectures[0]);

    private static PackageRepository Repository() => new() { Location = "/repository" };

    private static PublishRequest Request(TemporaryFolder folder)
    {
        string file = folder.Combine("a.txt");
        File.WriteAllText(file, "content");
        return new PublishRequest
        {
            App = new PublishedApp
            {
                AssemblyName = "App",
                Version = "1.0.0",
                TargetFramework = "net10.0",
                RuntimeIdentifier = "linux-x64",
                SelfContained = false,
                PublishFolder = folder.FullPath,
                Files = [new PublishedFile { RelativePath = "a.txt", FullPath = file, Source = FileSource.Project }],
            },
            Repositories = [Repository()],
            ImageRepository = "app",
            Tags = ["latest"],
            Container = new ContainerSettings(),
            Created = 0,
            LayoutFolder = folder.Combine("layout"),
            Beside = new OutputPlace(folder.FullPath, ""),
            Lock = new LockSettings { File = folder.Combine(LockFile.FileName) },
            CacheFolder = folder.Combine("cache"),
            SdkVersion = "10.0.401",
        };
    }

    private static PublicKey MakeKey(string name)
    {
        using SigningKey key = SigningKey.Generate(name, 2048);
        return key.PublicKey;
    }
}
