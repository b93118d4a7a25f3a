using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// The hashes of a NuGet package's content: of the archive as it was before signing, which is what lock files, restores and signatures name. A signed
/// archive has one entry more, <c>.signature.p7s</c>; without it, offsets and counts in the zip's directory are other ones.
/// </summary>
internal static class ArchiveContentHash
{
    private const string SignatureEntry = ".signature.p7s";
    private const uint EndOfDirectory = 0x06054b50;
    private const uint DirectoryEntry = 0x02014b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int MostComment = 65_535;

    /// <summary>Computes SHA-512 and SHA-256, lower-case hexadecimal.</summary>
    /// <exception cref="InvalidDataException">It is no zip of the form that packages have.</exception>
    public static (string Sha512, string Sha256) Compute(Stream archive)
    {
        using IncrementalHash sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        using IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Feed(ReadOnlySpan<byte> bytes)
        {
            sha512.AppendData(bytes);
            sha256.AppendData(bytes);
        }

        byte[] end = ReadEnd(archive, out long endOffset);
        long directoryOffset = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        long directorySize = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12));
        if (directoryOffset + directorySize > endOffset)
        {
            throw new InvalidDataException("its directory lies outside of it");
        }

        byte[] directory = new byte[directorySize];
        archive.Position = directoryOffset;
        archive.ReadExactly(directory);
        List<Entry> entries = ReadEntries(directory);
        if (entries.Find(entry => entry.IsSignature) is not { } signature)
        {
            archive.Position = 0;
            FeedRange(archive, archive.Length, Feed);
        }
        else
        {
            Entry? next = entries.Where(entry => entry.Offset > signature.Offset).MinBy(entry => entry.Offset);
            long signatureEnd = next?.Offset ?? directoryOffset;
            long size = signatureEnd - signature.Offset;
            archive.Position = 0;
            FeedRange(archive, signature.Offset, Feed);
            archive.Position = signatureEnd;
            FeedRange(archive, directoryOffset - signatureEnd, Feed);
            foreach (Entry entry in entries.Where(entry => !entry.IsSignature))
            {
                byte[] header = directory.AsSpan(entry.Position, entry.Length).ToArray();
                BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(42), (uint)(entry.Offset > signature.Offset ? entry.Offset - size : entry.Offset));
                Feed(header);
            }

            Decrease16(end.AsSpan(8));
            Decrease16(end.AsSpan(10));
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), (uint)(directorySize - signature.Length));
            BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), (uint)(directoryOffset - size));
            Feed(end);
        }

        return (Convert.ToHexStringLower(sha512.GetHashAndReset()), Convert.ToHexStringLower(sha256.GetHashAndReset()));
    }

    /// <summary>SHA-256 of the archive's length and directory, which has the size and the CRC of every entry: enough to see that another archive lies in its place.</summary>
    /// <exception cref="InvalidDataException">It is no zip of the form that packages have.</exception>
    public static string OfDirectory(Stream archive)
    {
        byte[] end = ReadEnd(archive, out long endOffset);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (offset > endOffset)
        {
            throw new InvalidDataException("its directory lies outside of it");
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, archive.Length);
        hash.AppendData(length);
        archive.Position = offset;
        FeedRange(archive, archive.Length - offset, bytes => hash.AppendData(bytes));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static byte[] ReadEnd(Stream archive, out long offset)
    {
        int length = (int)Math.Min(archive.Length, EndLength + MostComment);
        byte[] tail = new byte[length];
        archive.Position = archive.Length - length;
        archive.ReadExactly(tail);
        for (int i = length - EndLength; i >= 0; i--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) == EndOfDirectory)
            {
                offset = archive.Length - length + i;
                return tail[i..];
            }
        }

        throw new InvalidDataException("it is no zip archive");
    }

    private static List<Entry> ReadEntries(byte[] directory)
    {
        List<Entry> entries = [];
        for (int position = 0; position < directory.Length;)
        {
            if (directory.Length - position < EntryLength || BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(position)) != DirectoryEntry || entries.Count == TraceLimits.ArchiveEntries)
            {
                throw new InvalidDataException("its directory is damaged");
            }

            int name = BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(position + 28));
            int length = EntryLength + name
                + BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(position + 30))
                + BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(position + 32));
            if (directory.Length - position < length)
            {
                throw new InvalidDataException("its directory is damaged");
            }

            bool isSignature = name == SignatureEntry.Length && directory.AsSpan(position + EntryLength, name).SequenceEqual(".signature.p7s"u8);
            entries.Add(new Entry(position, length, BinaryPrimitives.ReadUInt32LittleEndian(directory.AsSpan(position + 42)), isSignature));
            position += length;
        }

        return entries;
    }

    private static void FeedRange(Stream archive, long count, Action<ReadOnlySpan<byte>> feed)
    {
        byte[] buffer = new byte[128 * 1024];
        while (count > 0)
        {
            int read = archive.Read(buffer, 0, (int)Math.Min(buffer.Length, count));
            if (read == 0)
            {
                throw new InvalidDataException("it ends too early");
            }

            feed(buffer.AsSpan(0, read));
            count -= read;
        }
    }

    private static void Decrease16(Span<byte> number) =>
        BinaryPrimitives.WriteUInt16LittleEndian(number, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(number) - 1));

    private sealed record Entry(int Position, int Length, long Offset, bool IsSignature);
}
