using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.AppPackages;

/// <summary>
/// Remembers what files were found to be, by their content: those that go into one package together, since they change together. Entries are the user's own
/// (<see cref="DerivedStore"/>). Files among which one is refused are never remembered: the next build refuses it again.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="hashes">The files' contents, as this build has hashed them.</param>
public sealed class InspectionCache(DerivedStore store, ContentHashes hashes)
{
    private const string Kind = "inspection";
    private const int SizeBytes = sizeof(long);
    private const int RecordBytes = SizeBytes + SHA1.HashSizeInBytes + 1;
    private const byte Elf = 1;
    private const byte Program = 2;

    /// <summary>What these files were found to be; null where that is not known of all of them.</summary>
    internal InspectedFile[]? TryRead(IReadOnlyList<PublishedFile> files) =>
        HashesOf(files) is { } contents && store.TryRead(Kind, NameOf(contents)) is { } kept ? TryParse(kept, contents) : null;

    /// <summary>Remembers what files were found to be, unless one has changed since it was hashed.</summary>
    internal void Remember(IReadOnlyList<PublishedFile> files, IReadOnlyList<InspectedFile> found)
    {
        if (HashesOf(files) is { } contents && contents.SequenceEqual(found.Select(file => file.Sha256), StringComparer.Ordinal))
        {
            store.Write(Kind, NameOf(contents), ToBytes(found));
        }
    }

    // Null where a file is not there: reading it tells so.
    private string[]? HashesOf(IReadOnlyList<PublishedFile> files)
    {
        string?[] contents = [.. files.Select(hashes.TryGet)];
        return contents.Contains(null) ? null : [.. contents.OfType<string>()];
    }

    private static string NameOf(string[] contents) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(
        $"{typeof(InspectionCache).Assembly.ManifestModule.ModuleVersionId}\n{string.Join('\n', contents)}\n")));

    private static byte[] ToBytes(IReadOnlyList<InspectedFile> found)
    {
        byte[] bytes = new byte[found.Count * RecordBytes];
        for (int i = 0; i < found.Count; i++)
        {
            Span<byte> record = bytes.AsSpan(i * RecordBytes, RecordBytes);
            BinaryPrimitives.WriteInt64LittleEndian(record, found[i].Size);
            Convert.FromHexString(found[i].Sha1).CopyTo(record[SizeBytes..]);
            record[^1] = (byte)((found[i].IsElf ? Elf : 0) | (found[i].IsProgram ? Program : 0));
        }

        return bytes;
    }

    private static InspectedFile[]? TryParse(byte[] kept, string[] contents)
    {
        if (kept.Length != contents.Length * RecordBytes)
        {
            return null;
        }

        InspectedFile[] found = new InspectedFile[contents.Length];
        for (int i = 0; i < found.Length; i++)
        {
            ReadOnlySpan<byte> record = kept.AsSpan(i * RecordBytes, RecordBytes);
            long size = BinaryPrimitives.ReadInt64LittleEndian(record);
            if (size < 0 || record[^1] is not (0 or Elf or (Elf | Program)))
            {
                return null;
            }

            found[i] = new InspectedFile(
                size, contents[i], Convert.ToHexStringLower(record.Slice(SizeBytes, SHA1.HashSizeInBytes)), (record[^1] & Program) != 0, (record[^1] & Elf) != 0);
        }

        return found;
    }
}
