using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>The large index of the shared data.</summary>
internal static class SharedIndex
{
    private static readonly ConcurrentDictionary<string, PackageIndex> Read = new();

    public static PackageIndex? Load(params string[] folder)
    {
        string? path = SharedData.Path(["data", "wolfi-index", .. folder, "APKINDEX.tar.gz"]);
        return path is null ? null : Read.GetOrAdd(path, Parse);
    }

    private static PackageIndex Parse(string path)
    {
        using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        while (tar.GetNextEntry() is TarEntry entry)
        {
            if (entry.Name == "APKINDEX")
            {
                using MemoryStream text = new();
                entry.DataStream!.CopyTo(text);
                return new PackageIndex { Records = [.. Encoding.UTF8.GetString(text.ToArray()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Block)] };
            }
        }

        throw new InvalidDataException(path);
    }

    private static IndexRecord Block(string block)
    {
        Dictionary<char, string> f = block.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[0], line => line[2..]);
        string Get(char c) => f.GetValueOrDefault(c, "");
        string[] Words(char c) => Get(c).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new IndexRecord
        {
            Name = Get('P'),
            Version = PackageVersion.Parse(Get('V')),
            Architecture = Get('A'),
            Checksum = Get('C'),
            Origin = Get('o'),
            BuildTime = long.Parse(Get('t'), System.Globalization.CultureInfo.InvariantCulture),
            ProviderPriority = f.TryGetValue('k', out string? k) ? long.Parse(k, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Depends = [.. Words('D').Select(DependencyAtom.Parse)],
            Provides = [.. Words('p').Select(w => Provide.TryParse(w, out Provide? p) ? p : null).OfType<Provide>()],
            InstallIf = [.. Words('i').Select(DependencyAtom.Parse)],
        };
    }
}
