using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Sdk.Tests.Harness;

/// <summary>A signed repository of empty packages under the names that a framework-dependent app needs: images of it are whole, and do not run.</summary>
internal sealed record SmallRepository(string Folder, string KeyFile)
{
    public static SmallRepository Make(string folder)
    {
        using SigningKey key = SigningKey.Generate("small.rsa.pub", 2048);
        foreach (string architecture in (string[])["x86_64", "aarch64"])
        {
            Make(Path.Combine(folder, architecture), architecture, key);
        }

        string keyFile = Path.Combine(folder, key.PublicKey.Name);
        File.WriteAllText(keyFile, key.PublicKey.Pem);
        return new SmallRepository(folder, keyFile);
    }

    private static void Make(string packages, string architecture, SigningKey key)
    {
        Directory.CreateDirectory(packages);
        IndexRecord[] records =
        [
            Write(packages, architecture, key, "wolfi-baselayout", "20240101-r0", ["merged-usrsbin=1"],
                [PackageContent.Directory("tmp", 0b1_111_111_111),
                    PackageContent.File("etc/passwd", 0b110_100_100, "root:x:0:0:root:/root:/sbin/nologin\n"u8.ToArray())]),
            Write(packages, architecture, key, "glibc", "2.43-r0",
                [
                    "so:ld-linux-x86-64.so.2=1", "so:libc.so.6=6", "so:libdl.so.2=2", "so:libm.so.6=6",
                    "so:libpthread.so.0=0", "so:librt.so.1=1", "so:libgcc_s.so.1=1", "so:libstdc++.so.6=6",
                ],
                []),
            Write(packages, architecture, key, "dotnet-10-runtime", "10.0.112-r0", [], [PackageContent.File("usr/bin/dotnet", 0b111_101_101, [1])]),
            Write(packages, architecture, key, "aspnet-10-runtime", "10.0.112-r0", [], [PackageContent.File("usr/share/aspnet", 0b110_100_100, [2])], "dotnet-10-runtime"),
            Write(packages, architecture, key, "ca-certificates-bundle", "20240101-r0", [], []),
            Write(packages, architecture, key, "tzdata", "2026a-r0", [], []),
        ];
        File.WriteAllBytes(Path.Combine(packages, "APKINDEX.tar.gz"), IndexWriter.Write(records, "small", key));
    }

    private static IndexRecord Write(
        string folder, string architecture, SigningKey key, string name, string version, ImmutableArray<string> provides, IReadOnlyList<PackageContent> contents, params string[] depends)
    {
        using FileStream output = new(Path.Combine(folder, $"{name}-{version}.apk"), FileMode.Create, FileAccess.ReadWrite);
        PackageInfo info = new()
        {
            Name = name,
            Version = PackageVersion.Parse(version),
            Architecture = architecture,
            Origin = name,
            License = "MIT",
            Depends = [.. depends.Select(DependencyAtom.Parse)],
            Provides = [.. provides.Select(Provide.Parse)],
        };
        return IndexRecords.FromPackage(ApkPackageWriter.Write(info, contents, key, output, default));
    }
}
