using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;

namespace Wolfi.Containers.Publishing;

/// <summary>Keeps what was read out of packages as derived entries, by the hash of the package's data and the paths.</summary>
internal sealed class KeptPackageFiles(DerivedStore store)
{
    private const string Kind = "package-files";

    /// <summary>The files as they were kept; null where they were not.</summary>
    public ImmutableDictionary<string, ImmutableArray<byte>>? Find(ApkPackage package, ImmutableSortedSet<string> paths)
    {
        if (store.TryRead(Kind, NameOf(package, paths)) is not { } bytes)
        {
            return null;
        }

        ImmutableDictionary<string, ImmutableArray<byte>>.Builder files = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        using BinaryReader reader = new(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            files.Add(reader.ReadString(), [.. reader.ReadBytes(reader.ReadInt32())]);
        }

        return files.ToImmutable();
    }

    /// <summary>Keeps files.</summary>
    /// <returns>The same.</returns>
    public ImmutableDictionary<string, ImmutableArray<byte>> Keep(ApkPackage package, ImmutableSortedSet<string> paths, ImmutableDictionary<string, ImmutableArray<byte>> files)
    {
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.UTF8))
        {
            writer.Write(files.Count);
            foreach ((string path, ImmutableArray<byte> content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
            {
                writer.Write(path);
                writer.Write(content.Length);
                writer.Write(content.AsSpan());
            }
        }

        store.Write(Kind, NameOf(package, paths), stream.ToArray());
        return files;
    }

    // The form is part of the name: what another version kept in another one is not found.
    private static string NameOf(ApkPackage package, ImmutableSortedSet<string> paths) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"1\n{package.Info.DataHash}\n{string.Join('\n', paths)}")));
}
