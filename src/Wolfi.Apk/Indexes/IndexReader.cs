using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Archives;

namespace Wolfi.Apk.Indexes;

/// <summary>Reads <c>APKINDEX.tar.gz</c>: a signature member, and an index member that it covers to the file's last byte.</summary>
public static class IndexReader
{
    private static readonly TarLimits Entries = new(Limits.Signatures + 1);
    private static readonly InflateLimits Inflate = new(Limits.IndexContentSize);

    /// <summary>Reads and verifies an index. Signatures are checked before anything that they cover is looked at.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="nameForMessages">What to call it, such as its URL without user info.</param>
    /// <param name="keys">The keys that may sign it.</param>
    /// <param name="minimum">The weakest algorithm that counts.</param>
    /// <param name="allowUnsignedUnsafe">Accepts an index that no known key signed strongly enough; it then vouches for nothing. A known key's bad signature fails all the same.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">It is damaged, or not signed as demanded.</exception>
    public static PackageIndex Read(
        Stream stream, string nameForMessages, Keyring keys, SignatureAlgorithm minimum, bool allowUnsignedUnsafe, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(nameForMessages);
        ArgumentNullException.ThrowIfNull(keys);
        ReadOnlyMemory<byte> file = ReadFile(stream, nameForMessages, cancellationToken);
        if (ForeignFormats.Describe(file.Span) is string format)
        {
            throw new ApkException(ApkFault.UnsupportedFormat, $"{nameForMessages}: is {format}, not an index.");
        }

        try
        {
            ImmutableArray<PackageSignature> signatures = ReadSignatures(file, nameForMessages, out int signed);
            ImmutableArray<string> verifiedBy = Verify(signatures, file.Span[signed..], nameForMessages, keys, minimum, allowUnsignedUnsafe);
            ReadIndex(file, signed, nameForMessages, out string description, out byte[] text, cancellationToken);
            return new PackageIndex
            {
                Description = description,
                Records = IndexRecordList.Of(IndexTextParser.Parse(text, nameForMessages)),
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Span)),
                VerifiedBy = verifiedBy,
            };
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    /// <summary>Reads the text of an <c>APKINDEX</c> entry.</summary>
    /// <param name="text">UTF-8; kept by the records, so it must not change afterwards.</param>
    /// <param name="nameForMessages">What the text was read from.</param>
    /// <exception cref="ApkException">It is damaged; the message names the line.</exception>
    public static PackageIndex ParseText(ReadOnlyMemory<byte> text, string nameForMessages) =>
        new() { Records = IndexRecordList.Of(IndexTextParser.Parse(text, nameForMessages)) };

    private static ReadOnlyMemory<byte> ReadFile(Stream stream, string input, CancellationToken cancellationToken)
    {
        using MemoryStream file = new(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, Limits.IndexFileSize) : 0);
        byte[] buffer = new byte[128 * 1024];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Length + count > Limits.IndexFileSize)
            {
                throw new ApkException(ApkFault.LimitExceeded, $"{input}: the index has more than {Limits.IndexFileSize} bytes.");
            }

            file.Write(buffer, 0, count);
        }

        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }

    // The signatures, and where the bytes that they cover begin: 0 for an unsigned index, whose first member is the index.
    private static ImmutableArray<PackageSignature> ReadSignatures(ReadOnlyMemory<byte> file, string input, out int signed)
    {
        signed = 0;
        MemberSource source = new(Open(file), 0);
        using GzipMemberReader member = new(source, null, Inflate);
        TarReader tar = new(member, Entries);
        TarEntry? first = tar.ReadEntry();
        if (first is null || !SignatureEntries.IsSignature(first))
        {
            return [];
        }

        ImmutableArray<PackageSignature> signatures = SignatureEntries.Read(tar, first, input);
        if (tar.EndOfArchive)
        {
            throw new ApkException(ApkFault.MalformedTar, $"{input}: the signature member ends the archive, which goes on behind it.");
        }

        signed = (int)source.Position;
        return signed < file.Length ? signatures : throw new ApkException(ApkFault.MalformedGzip, $"{input}: the file ends after its signature member.");
    }

    private static ImmutableArray<string> Verify(
        ImmutableArray<PackageSignature> signatures, ReadOnlySpan<byte> signed, string input, Keyring keys, SignatureAlgorithm minimum, bool allowUnsigned)
    {
        PackageSignatureCheck check = SignatureVerifier.Verify(signatures, signed, keys, minimum, input);
        if (check.Signed)
        {
            return check.VerifiedBy;
        }

        if (allowUnsigned)
        {
            return [];
        }

        if (signatures.IsEmpty)
        {
            throw new ApkException(ApkFault.Unsigned, $"{input}: the index is unsigned.");
        }

        if (check.Strongest is SignatureAlgorithm strongest)
        {
            throw new ApkException(ApkFault.WeakSignature, $"{input}: the index has only a signature of the algorithm {strongest.EntryName()}; at least {minimum.EntryName()} is demanded.");
        }

        string signers = string.Join(", ", signatures.Select(s => $"'{s.KeyName}' ({s.AlgorithmName})"));
        string known = keys.Keys.Any() ? string.Join(", ", keys.Keys.Select(key => $"'{key.Name}'")) : "none";
        throw new ApkException(ApkFault.UnknownKey, $"{input}: the index is signed by {signers}, which is no known key with a known algorithm; known keys: {known}.");
    }

    private static void ReadIndex(
        ReadOnlyMemory<byte> file, int start, string input, out string description, out byte[] text, CancellationToken cancellationToken)
    {
        MemoryStream stream = Open(file);
        stream.Position = start;
        using GzipMemberReader member = new(new MemberSource(stream, start), file.Length, Inflate);
        TarReader tar = new(member, Entries);
        byte[]? index = null;
        byte[]? about = null;
        while (tar.ReadEntry() is TarEntry entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ref byte[]? place = ref index;
            if (entry.Path == "DESCRIPTION")
            {
                place = ref about;
            }
            else if (entry.Path != "APKINDEX")
            {
                throw Forbidden(entry, input, "has no place there");
            }

            if (entry.TypeFlag != TarTypes.File)
            {
                throw Forbidden(entry, input, $"is {TarTypes.Describe(entry.TypeFlag)}");
            }

            // A header may claim any size; no more is reserved than the stored bytes can hold.
            long possible = Math.Min(Inflate.RatioFloor + ((long)(file.Length - start) * Inflate.Ratio), Limits.IndexContentSize);
            place = place is null ? tar.ReadContentToEnd((int)possible) : throw Forbidden(entry, input, "is there twice");
        }

        if (!tar.EndOfArchive)
        {
            throw new ApkException(ApkFault.MalformedTar, $"{input}: the index has no end-of-archive.");
        }

        text = index ?? throw new ApkException(ApkFault.MalformedIndex, $"{input}: has no APKINDEX entry.");
        description = Encoding.UTF8.GetString(about ?? []);
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : throw new InvalidOperationException("The file is held in an array.");

    private static ApkException Forbidden(TarEntry entry, string input, string what) =>
        new(ApkFault.ForbiddenEntry, $"{input}: the entry '{TarText.Printable(entry.Path)}' of the index {what}.");
}
