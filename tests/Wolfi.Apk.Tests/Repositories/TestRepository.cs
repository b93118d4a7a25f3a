using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>A signed repository of one package, as files by their path.</summary>
internal sealed class TestRepository
{
    public const string Architecture = "x86_64";

    private readonly SigningKey? _indexKey;

    public TestRepository(SigningKey? indexKey = null, SigningKey? packageKey = null, Func<byte[], byte[]>? change = null, string content = "hello")
    {
        _indexKey = indexKey ?? TestKeys.Team;
        using MemoryStream stream = new();
        PackageInfo info = new() { Name = "hello", Version = PackageVersion.Parse("1.0-r0"), Architecture = Architecture, Origin = "hello", License = "MIT" };
        byte[] file = System.Text.Encoding.UTF8.GetBytes(content);
        ApkPackage package = ApkPackageWriter.Write(info, [PackageContent.File("usr/share/hello", 0b110_100_100, file)], packageKey ?? TestKeys.Team, stream, default);
        Record = IndexRecords.FromPackage(package);
        byte[] sound = stream.ToArray();
        Sound = sound;
        Package = change is null ? sound : change(sound);
    }

    public IndexRecord Record { get; private set; }

    /// <summary>The package's bytes as they were written.</summary>
    public byte[] Sound { get; }

    /// <summary>The package's bytes as the repository serves them.</summary>
    public byte[] Package { get; set; }

    public byte[] Index => IndexWriter.Write([Record], "test", _indexKey);

    public void ChangeRecord(Func<IndexRecord, IndexRecord> change) => Record = change(Record);

    /// <summary>Writes it below a folder.</summary>
    public PackageRepository WriteTo(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, Architecture));
        File.WriteAllBytes(Path.Combine(folder, Architecture, "APKINDEX.tar.gz"), Index);
        File.WriteAllBytes(Path.Combine(folder, Architecture, Record.FileName), Package);
        return At(folder);
    }

    public static PackageRepository At(string location) =>
        new() { Location = location, IndexKeys = TestKeys.TeamRing, PackageKeys = TestKeys.TeamRing, AllowHttp = location.StartsWith("http:", StringComparison.Ordinal) };

    public ResolvedPackage Resolved(PackageRepository repository) => new(Record, repository);

    /// <summary>The file of a path below the repository, or null.</summary>
    public byte[]? File_(string path) => path switch
    {
        $"/repo/{Architecture}/APKINDEX.tar.gz" => Index,
        _ when path == $"/repo/{Architecture}/{Record.FileName}" => Package,
        _ => null,
    };
}
