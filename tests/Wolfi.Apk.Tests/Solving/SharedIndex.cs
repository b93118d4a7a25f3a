using System.Collections.Concurrent;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>The large index of the shared data.</summary>
internal static class SharedIndex
{
    private static readonly ConcurrentDictionary<string, PackageIndex> Read = new();

    public static PackageIndex? Load(params string[] folder)
    {
        string? path = SharedData.Path(["data", "wolfi-index", .. folder, "APKINDEX.tar.gz"]);
        return path is null ? null : Read.GetOrAdd(path, Open);
    }

    private static PackageIndex Open(string path)
    {
        using FileStream file = File.OpenRead(path);
        return IndexReader.Read(file, path, Keyring.Empty, SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: true, CancellationToken.None);
    }
}
