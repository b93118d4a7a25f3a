using System.Collections.Immutable;
using System.Security.Cryptography;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>
/// Reads APK v2 packages: signature, control and data member (reference: apk-tools 3.0.6). One pass, nothing of the data kept in memory.
/// What it returns held every structural rule, the data hash and every file's checksum; who signed it is <see cref="ApkPackageVerifier"/>'s question.
/// </summary>
public static class ApkPackageReader
{
    private static readonly InflateLimits DataInflate = new(Limits.DataContentSize);
    private static readonly TarLimits DataLimits = new(Limits.DataEntries, Limits.PathBytes);

    /// <summary>Reads a whole package from its first byte to its last.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages, such as its file name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">Something is wrong with it.</exception>
    public static ApkPackage Read(Stream stream, string nameForMessages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(nameForMessages);
        CheckFormat(stream, nameForMessages);
        try
        {
            stream.Position = 0;
            RawPackageHead head = PackageHeadReader.Read(new MemberSource(stream, 0), nameForMessages);
            return ReadData(stream, head, nameForMessages, cancellationToken);
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    /// <summary>Reads the signature and control members alone, as a proof layer's head file holds them.</summary>
    /// <exception cref="ApkException">They are damaged, or other bytes follow.</exception>
    public static PackageHead ReadHead(ReadOnlySpan<byte> signatureAndControl, string nameForMessages)
    {
        using MemoryStream stream = new(signatureAndControl.ToArray(), writable: false);
        CheckFormat(stream, nameForMessages);
        try
        {
            stream.Position = 0;
            MemberSource source = new(stream, 0);
            RawPackageHead head = PackageHeadReader.Read(source, nameForMessages);
            return source.AtEnd
                ? head.Interpret()
                : throw new ApkException(ApkFault.MalformedGzip, $"{nameForMessages}: has bytes after its control member.");
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    private static void CheckFormat(Stream stream, string input)
    {
        byte[] start = new byte[ForeignFormats.PeekSize];
        stream.Position = 0;
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (ForeignFormats.Describe(start.AsSpan(0, count)) is string format)
        {
            throw new ApkException(ApkFault.UnsupportedFormat, $"{input}: is {format}, not an APK v2 package.");
        }
    }

    private static ApkPackage ReadData(Stream stream, RawPackageHead head, string input, CancellationToken cancellationToken)
    {
        long start = head.Length;
        long end = stream.Length;
        if (start == end)
        {
            throw new ApkException(ApkFault.MalformedGzip, $"{input}: the file ends after its control member: it has no data.");
        }

        using IncrementalHash fileHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash dataHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash contentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        fileHash.AppendData(head.SignatureBytes.AsSpan());
        fileHash.AppendData(head.ControlBytes.AsSpan());
        string expectedHash = PackageInfoText.DataHash(head.Lines);

        stream.Position = start;
        using GzipMemberReader member = new(new MemberSource(stream, start, fileHash, dataHash), end, DataInflate, contentHash);
        ImmutableArray<PackageEntry> entries = ReadEntries(member, input, cancellationToken);
        string actualHash = Convert.ToHexStringLower(dataHash.GetHashAndReset());
        if (actualHash != expectedHash)
        {
            throw new ApkException(ApkFault.DataHashMismatch, $"{input}: the data's SHA-256 is {actualHash}, but .PKGINFO names {expectedHash}: the package was changed after it was made.");
        }

        PackageHead meaning = head.Interpret();
        return new ApkPackage
        {
            Info = meaning.Info,
            InfoBytes = meaning.InfoBytes,
            Checksum = meaning.Checksum,
            Signatures = meaning.Signatures,
            SignatureMember = head.SignatureBytes.IsEmpty ? null : new MemberRange(0, head.SignatureBytes.Length),
            ControlMember = new MemberRange(head.SignatureBytes.Length, head.ControlBytes.Length),
            ControlBytes = meaning.ControlBytes,
            SignatureBytes = meaning.SignatureBytes,
            DataMember = new MemberRange(start, end - start),
            DiffId = Convert.ToHexStringLower(contentHash.GetHashAndReset()),
            DataSize = member.Length,
            FileSize = end,
            FileSha256 = Convert.ToHexStringLower(fileHash.GetHashAndReset()),
            Entries = entries,
            Scripts = meaning.Scripts,
        };
    }

    private static ImmutableArray<PackageEntry> ReadEntries(GzipMemberReader member, string input, CancellationToken cancellationToken)
    {
        ImmutableArray<PackageEntry>.Builder entries = ImmutableArray.CreateBuilder<PackageEntry>();
        PackageEntryRules rules = new(input);
        TarReader tar = new(member, DataLimits);
        using IncrementalHash fileHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        while (tar.ReadEntry() is TarEntry raw)
        {
            cancellationToken.ThrowIfCancellationRequested();
            PackageEntry entry = rules.Accept(raw);
            entries.Add(entry);
            if (entry.Kind == PackageEntryKind.File)
            {
                CheckContent(tar, entry, fileHash, input, cancellationToken);
            }
        }

        if (!tar.EndOfArchive)
        {
            throw new ApkException(ApkFault.MalformedTar, $"{input}: the data has no end-of-archive.");
        }

        return entries.ToImmutable();
    }

    private static void CheckContent(TarReader tar, PackageEntry entry, IncrementalHash hash, string input, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> piece;
        while (!(piece = tar.ReadContent()).IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(piece);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (entry.Sha1 != actual)
        {
            string expected = entry.Sha1 is null ? "but has no checksum record" : $"but its record says {entry.Sha1}";
            throw new ApkException(ApkFault.FileChecksumMismatch, $"{input}: the SHA-1 of '{TarText.Printable(entry.Path)}' is {actual}, {expected}.");
        }
    }
}
