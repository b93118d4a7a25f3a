using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>A signed repository with a handful of small packages and a published app: enough for the whole way of a build, in memory and time of a unit test.</summary>
internal sealed class SmallWorld : IDisposable
{
    public static readonly SigningKey RepositoryKey = SigningKey.Generate("small.rsa.pub", 2048);

    private readonly TemporaryFolder _folder = new();

    public SmallWorld()
    {
        Directory.CreateDirectory(Path.Combine(Repository, "x86_64"));
        MakeRepository(Packages());
        Directory.CreateDirectory(Publish);
        File.WriteAllText(Path.Combine(Publish, "app.dll"), "an assembly, for all that packing cares");
        File.WriteAllText(Path.Combine(Publish, "appsettings.json"), "{}");
        File.WriteAllText(Path.Combine(Publish, "Some.Package.dll"), "a dependency");
    }

    public string Repository => _folder.Combine("repository");

    public string Publish => _folder.Combine("publish");

    public string Outputs => _folder.Combine("publish-image");

    public string Layout => Path.Combine(Outputs, "layout");

    /// <summary>The lock file; requests renew it unless they say otherwise.</summary>
    public string LockFile => _folder.Combine("wolfi.lock.json");

    public string Cache => _folder.Combine("cache");

    public string Combine(params string[] parts) => _folder.Combine(parts);

    public void Dispose() => _folder.Dispose();

    public PublishRequest Request() => new()
    {
        App = new PublishedApp
        {
            AssemblyName = "app",
            Version = "1.2.3",
            TargetFramework = "net10.0",
            RuntimeIdentifier = "linux-x64",
            SelfContained = false,
            FrameworkReferences = ["Microsoft.NETCore.App"],
            RuntimeConfiguration = """{"runtimeOptions":{"tfm":"net10.0","framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}""",
            PublishFolder = Publish,
            Files =
            [
                Published("Some.Package.dll", FileSource.NuGet) with { PackageId = "Some.Package", PackageVersion = "3.0.0" },
                Published("app.dll", FileSource.Project),
                Published("appsettings.json", FileSource.Project),
            ],
        },
        Repositories =
        [
            new PackageRepository
            {
                Location = Repository,
                IndexKeys = Keyring.Create(RepositoryKey.PublicKey),
                PackageKeys = Keyring.Create(RepositoryKey.PublicKey),
            },
        ],
        ImageRepository = "app",
        Tags = ["latest"],
        Container = new ContainerSettings(),
        Created = 1_700_000_000,
        LayoutFolder = Layout,
        Beside = new OutputPlace(Outputs, ""),
        Lock = new LockSettings { File = LockFile, Update = true },
        CacheFolder = Cache,
        DerivedKeyFile = _folder.Combine("data", "derived.key"),
        SdkVersion = "10.0.401",
    };

    /// <summary>Folder of NuGet packages.</summary>
    public string NuGetFolder => _folder.Combine("nuget");

    /// <summary>Makes a NuGet package without a signature, as a restore leaves it.</summary>
    /// <returns>Its archive.</returns>
    public string MakeNuGetPackage(string id, string version)
    {
        string folder = Directory.CreateDirectory(Path.Combine(NuGetFolder, id.ToLowerInvariant(), version)).FullName;
        string archive = Path.Combine(folder, $"{id.ToLowerInvariant()}.{version}.nupkg");
        using ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        using StreamWriter writer = new(zip.CreateEntry(id + ".nuspec").Open());
        writer.Write($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
              <id>{id}</id><version>{version}</version><authors>somebody</authors><license type="expression">MIT</license>
              <repository type="git" url="https://example.org/some/package" commit="cafe" />
            </metadata></package>
            """);
        return archive;
    }

    public static Task<PublishResult> PublishAsync(PublishRequest request, RecordingObserver? observer = null, CancellationToken cancellationToken = default) =>
        ImagePublisher.PublishAsync(request, observer ?? new RecordingObserver(), cancellationToken);

    /// <summary>Writes packages and index anew.</summary>
    public void MakeRepository(
        IEnumerable<(PackageInfo Info, PackageContent[] Contents)> packages, SigningKey? packageKey = null, SigningKey? indexKey = null, string architecture = "x86_64")
    {
        List<IndexRecord> records = [];
        Directory.CreateDirectory(Path.Combine(Repository, architecture));
        foreach ((PackageInfo info, PackageContent[] contents) in packages)
        {
            using FileStream file = new(Path.Combine(Repository, architecture, $"{info.Name}-{info.Version}.apk"), FileMode.Create, FileAccess.ReadWrite);
            records.Add(IndexRecords.FromPackage(ApkPackageWriter.Write(info with { Architecture = architecture }, contents, packageKey ?? RepositoryKey, file, CancellationToken.None)));
        }

        File.WriteAllBytes(Path.Combine(Repository, architecture, "APKINDEX.tar.gz"), IndexWriter.Write(records, "small", indexKey ?? RepositoryKey));
    }

    public static IEnumerable<(PackageInfo Info, PackageContent[] Contents)> Packages() =>
    [
        (Info("wolfi-baselayout", provides: ["merged-usrsbin=1"]),
        [
            PackageContent.Directory("etc", 0x1ED),
            PackageContent.File("etc/passwd", 0x1A4, "root:x:0:0:root:/root:/sbin/nologin\n"u8.ToArray()),
            PackageContent.File("etc/group", 0x1A4, "root:x:0:\n"u8.ToArray()),
            PackageContent.File("etc/shadow", 0, "root:*::0:::::\n"u8.ToArray()),
            PackageContent.File("etc/os-release", 0x1A4, "ID=wolfi\n"u8.ToArray()),
            PackageContent.SymbolicLink("bin", "usr/bin"),
            PackageContent.SymbolicLink("lib", "usr/lib"),
            PackageContent.Directory("usr/bin", 0x1ED),
            PackageContent.Directory("usr/lib", 0x1ED),
        ]),
        (Info("glibc", provides: ["so:libc.so.6=6"], depends: ["wolfi-baselayout"]), [PackageContent.File("usr/lib/libc.so.6", 0x1ED, Noise(70_000))]),
        (Info("dotnet-10-runtime", depends: ["so:libc.so.6"]),
        [
            PackageContent.File("usr/share/dotnet/dotnet", 0x1ED, Noise(30_000)),
            PackageContent.SymbolicLink("usr/bin/dotnet", "../share/dotnet/dotnet"),
        ]),
        (Info("ca-certificates-bundle"), [PackageContent.File("etc/ssl/certs/ca-certificates.crt", 0x1A4, "# none\n"u8.ToArray())]),
        (Info("tzdata"), [PackageContent.File("usr/share/zoneinfo/UTC", 0x1A4, "TZif2"u8.ToArray())]),
    ];

    public static PackageInfo Info(string name, string[]? provides = null, string[]? depends = null) => new()
    {
        Name = name,
        Version = PackageVersion.Parse("1.0-r0"),
        Architecture = "x86_64",
        Origin = name,
        License = "MIT",
        Provides = [.. (provides ?? []).Select(Provide.Parse)],
        Depends = [.. (depends ?? []).Select(DependencyAtom.Parse)],
    };

    private PublishedFile Published(string path, FileSource source) => new() { RelativePath = path, FullPath = Path.Combine(Publish, path), Source = source };

    private static byte[] Noise(int size)
    {
        StringBuilder text = new();
        for (int i = 0; text.Length < size; i++)
        {
            text.Append((i * 7919) % 10_007).Append(' ');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
