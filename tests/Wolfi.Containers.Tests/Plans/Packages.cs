using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Tests.Plans;

/// <summary>Hand-made package values.</summary>
internal static class Packages
{
    public static LayerOwner Owner(string name, string version = "1-r0", string origin = "", string[]? replaces = null, long priority = 0, string[]? provides = null, bool isTeam = false) =>
        new(Info(name, version, origin, replaces, priority, provides), isTeam);

    public static LayerOwner BaseLayout() => Owner("wolfi-baselayout", provides: ["merged-usrsbin"]);

    public static PackageInfo Info(string name, string version = "1-r0", string origin = "", string[]? replaces = null, long priority = 0, string[]? provides = null) => new()
    {
        Name = name,
        Version = PackageVersion.Parse(version),
        Architecture = "x86_64",
        Origin = origin,
        Replaces = [.. (replaces ?? []).Select(DependencyAtom.Parse)],
        ReplacesPriority = priority,
        Provides = [.. (provides ?? []).Select(Provide.Parse)],
    };

    public static ApkPackage Package(PackageInfo info, params ImmutableArray<PackageEntry> entries) => new()
    {
        Info = info,
        InfoBytes = [],
        Checksum = "Q1" + Convert.ToBase64String(new byte[20]),
        Signatures = [],
        SignatureMember = null,
        ControlMember = new MemberRange(0, 100),
        ControlBytes = [1, 2, 3],
        SignatureBytes = [],
        DataMember = new MemberRange(100, 900),
        DiffId = new string('a', 64),
        DataSize = 10240,
        FileSize = 1000,
        FileSha256 = new string('b', 64),
        Entries = entries,
        Scripts = [],
    };

    public static PackageEntry Directory(string path, int mode = 0x1ED, int uid = 0) => new() { Path = path, Kind = PackageEntryKind.Directory, Mode = mode, Uid = uid };

    public static PackageEntry File(string path, int mode = 0x1A4, string? sha1 = "0000000000000000000000000000000000000000") =>
        new() { Path = path, Kind = PackageEntryKind.File, Mode = mode, Size = 1, Sha1 = sha1 };

    public static PackageEntry Link(string path, string target) =>
        new() { Path = path, Kind = PackageEntryKind.SymbolicLink, Mode = 0x1FF, LinkTarget = target };
}
