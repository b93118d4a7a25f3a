using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>Lock files for tests.</summary>
internal static class LockFiles
{
    public const string WolfiUrl = "https://packages.wolfi.dev/os";

    public static RepositoryName Wolfi { get; } = new(WolfiUrl, Hash('a'));

    /// <summary>A lock file with every member that there is.</summary>
    public static LockFile Full { get; } = new()
    {
        Repositories =
        [
            new LockedRepository { Name = new RepositoryName(null, Hash('b'), "edge"), PackagePatterns = ["acme-*", "acme"], Signatures = LockedSignature.Index },
            new LockedRepository
            {
                Name = Wolfi,
                Indexes = [new LockedIndex("x86_64", Hash('1'), 1756000000, 37669), new LockedIndex("aarch64", Hash('2'), null, 0)],
                Signatures = LockedSignature.Package,
            },
            new LockedRepository { Name = new RepositoryName("http://other.example/os/x86_64/APKINDEX.tar.gz", Hash('c')) },
        ],
        Architectures =
        [
            new LockedArchitecture
            {
                Name = "x86_64",
                Needs = "sha256:" + Hash('d'),
                World = ["so:libz.so.1", "acme-agent@edge", "aspnet-10-runtime>=10.0.1-r0"],
                Packages = [Package("zlib"), Package("acme-agent", new RepositoryName(null, Hash('b'), "edge")) with { Architecture = "noarch", Signature = LockedSignature.Index }],
            },
            new LockedArchitecture { Name = "aarch64", Needs = "sha256:" + Hash('e'), World = [], Packages = [] },
        ],
    };

    public static LockedPackage Package(string name, RepositoryName? repository = null, string version = "1.2.3-r4", string architecture = "x86_64") => new()
    {
        Name = name,
        Version = PackageVersion.Parse(version),
        Architecture = architecture,
        Repository = repository ?? Wolfi,
        Url = ((repository ?? Wolfi).Url is { } url ? url + "/" : "") + $"{architecture}/{name}-{version}.apk",
        Checksum = "Q1" + Convert.ToBase64String(Encoding.ASCII.GetBytes(name.PadRight(20, '.')[..20])),
        Size = 12_345,
        Sha256 = Hash('3'),
        DataHash = Hash('4'),
        DiffId = Hash('5'),
        DataSize = 40_960,
        InstalledSize = 39_000,
        Signature = LockedSignature.Package,
    };

    public static string Hash(char digit) => new(digit, 64);

    public static string Text(LockFile file) => Encoding.UTF8.GetString(LockFileWriter.ToBytes(file));

    public static LockFile Read(string text) => LockFileReader.Read(Encoding.UTF8.GetBytes(text), LockFile.FileName);
}
