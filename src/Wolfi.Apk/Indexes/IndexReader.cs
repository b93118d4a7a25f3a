using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Archives;

namespace Wolfi.Apk.Indexes;

/// <summary>Reads <c>APKINDEX.tar.gz</c>: a signature member, and an index member that it covers to the file's last byte.</summary>
public static class IndexReader
{
    private const int SmallestBuffer = 4096;

    private static readonly TarLimits Entries = new(Limits.Signatures + 1);
    private static readonly InflateLimits Inflation = new(Limits.IndexContentSize);

    /// <summary>Reads and verifies an index. Signatures are checked before anything that they cover is looked at.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="nameForMessages">What to call it, such as its URL without user info.</param>
    /// <param name="keys">The keys that may sign it.</param>
    /// <param name="minimum">The weakest algorithm that counts.</param>
    /// <param name="allowUnsignedUnsafe">Accepts an index that no known key signed strongly enough; it then vouches for nothing. A known key's bad signature fails all the same.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">It is damaged, or not signed as demanded.</exception>
    public static PackageIndex Read(
        Stream stream, string nameForMessages, Keyring keys, SignatureAlgorithm minimum, bool allowUnsignedUnsafe, CancellationToken cancellationToken) =>
        Open(stream, nameForMessages, keys, minimum, allowUnsignedUnsafe, cancellationToken).Parse(cancellationToken);

    /// <summary>Reads a stored index and checks its signatures, and looks at nothing that they cover.</summary>
    /// <inheritdoc cref="Read" path="/param|/exception"/>
    internal static IndexFile Open(
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
            return new IndexFile(file, signed, nameForMessages, verifiedBy);
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
        long expected = stream.CanSeek ? stream.Length - stream.Position : SmallestBuffer;
        byte[] file = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(expected + 1, SmallestBuffer, Limits.IndexFileSize + 1));
        int length = 0;
        for (int count; (count = stream.Read(file.AsSpan(length))) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            length += count;
            if (length > Limits.IndexFileSize)
            {
                throw new ApkException(ApkFault.LimitExceeded, $"{input}: the index has more than {Limits.IndexFileSize} bytes.");
            }

            if (length == file.Length)
            {
                Array.Resize(ref file, (int)Math.Min(length * 2L, Limits.IndexFileSize + 1));
            }
        }

        return file.AsMemory(0, length);
    }

    // The signatures, and where the bytes that they cover begin: 0 for an unsigned index, whose first member is the index.
    private static ImmutableArray<PackageSignature> ReadSignatures(ReadOnlyMemory<byte> file, string input, out int signed)
    {
        signed = 0;
        MemberSource source = new(IndexFile.Open(file), 0);
        using GzipMemberReader member = new(source, null, Inflation);
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
}
