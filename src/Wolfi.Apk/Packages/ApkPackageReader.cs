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
    private const int HashBufferSize = 256 * 1024;
    private const string SbomFolder = "var/lib/db/sbom/";

    private static readonly InflateLimits DataInflate = new(Limits.DataContentSize);
    private static readonly TarLimits DataLimits = new(Limits.DataEntries, Limits.PathBytes);

    /// <summary>Reads a whole package from its first byte to its last.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages, such as its file name.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">Something is wrong with it.</exception>
    public static ApkPackage Read(Stream stream, string nameForMessages, CancellationToken cancellationToken) =>
        Read(stream, nameForMessages, static _ => null, cancellationToken);

    /// <summary>Reads a whole package, sparing itself the inflating where the data member's facts are known: head and data are hashed all the same.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages, such as its file name.</param>
    /// <param name="findFacts">Gives the facts of the package whose signature and control members have that SHA-256 (lower-case hexadecimal), or null.
    /// They are believed: whoever gives them answers for them.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">Something is wrong with it.</exception>
    public static ApkPackage Read(Stream stream, string nameForMessages, Func<string, PackageFacts?> findFacts, CancellationToken cancellationToken) =>
        Read(stream, nameForMessages, findFacts, [], cancellationToken);

    /// <summary>Reads a whole package, of which some files may have capabilities.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages, such as its file name.</param>
    /// <param name="findFacts">Gives the facts of the package, or null.</param>
    /// <param name="allowedCapabilities">The files that may, each as <c>PACKAGE:/path</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">Something is wrong with it.</exception>
    public static ApkPackage Read(
        Stream stream, string nameForMessages, Func<string, PackageFacts?> findFacts, ImmutableArray<string> allowedCapabilities, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(findFacts);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(nameForMessages);
        CheckFormat(stream, nameForMessages);
        try
        {
            stream.Position = 0;
            RawPackageHead head = PackageHeadReader.Read(new MemberSource(stream, 0), nameForMessages);
            ApkPackage package = findFacts(head.Sha256()) is { } facts
                ? ReadKnown(stream, head, facts, nameForMessages, cancellationToken)
                : ReadData(stream, head, nameForMessages, cancellationToken);
            FileCapabilities.Check(package, allowedCapabilities, nameForMessages);
            return package;
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    /// <summary>Hashes a package without inflating its data: what was read once and has the hashes of then is still the same.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The control member's checksum, as an index names it; the data has the hash that the control member names.</returns>
    /// <exception cref="ApkException">It is damaged.</exception>
    public static string HashAgain(Stream stream, string nameForMessages, CancellationToken cancellationToken)
    {
        CheckFormat(stream, nameForMessages);
        try
        {
            stream.Position = 0;
            RawPackageHead head = PackageHeadReader.Read(new MemberSource(stream, 0), nameForMessages);
            CheckDataHash(head, HashData(stream, head, cancellationToken), nameForMessages);
            return head.Interpret().Checksum;
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    /// <summary>Reads a package's signature and control members, and recalls the rest: null where its facts are not known. The data is not read: whoever takes it hashes it.</summary>
    /// <param name="stream">Readable and seekable; read from position 0.</param>
    /// <param name="nameForMessages">What to call it in messages.</param>
    /// <param name="findFacts">As for reading.</param>
    /// <exception cref="ApkException">The head is damaged, or the package is not what may be used.</exception>
    public static ApkPackage? Recall(Stream stream, string nameForMessages, Func<string, PackageFacts?> findFacts)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(findFacts);
        CheckFormat(stream, nameForMessages);
        try
        {
            stream.Position = 0;
            RawPackageHead head = PackageHeadReader.Read(new MemberSource(stream, 0), nameForMessages);
            return Recall(head, stream.Length, nameForMessages, findFacts, []);
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

    /// <summary>A package of which the head is at hand and the facts are known, as <see cref="Read(Stream, string, CancellationToken)"/> gave it then; null where they are not.</summary>
    /// <param name="signatureAndControl">The head.</param>
    /// <param name="size">Bytes of the whole file.</param>
    /// <param name="nameForMessages">What to call it in messages.</param>
    /// <param name="findFacts">As for reading. Head, size and facts are believed: whoever gives them answers for them.</param>
    /// <param name="allowedCapabilities">The files that may have capabilities.</param>
    /// <exception cref="ApkException">The head is damaged, or the package is not what may be used.</exception>
    internal static ApkPackage? Recall(
        byte[] signatureAndControl, long size, string nameForMessages, Func<string, PackageFacts?> findFacts, ImmutableArray<string> allowedCapabilities)
    {
        using MemoryStream stream = new(signatureAndControl, writable: false);
        try
        {
            RawPackageHead head = PackageHeadReader.Read(new MemberSource(stream, 0), nameForMessages);
            return head.Length == signatureAndControl.Length ? Recall(head, size, nameForMessages, findFacts, allowedCapabilities) : null;
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(nameForMessages);
        }
    }

    private static ApkPackage? Recall(RawPackageHead head, long size, string input, Func<string, PackageFacts?> findFacts, ImmutableArray<string> allowedCapabilities)
    {
        if (findFacts(head.Sha256()) is not { } facts)
        {
            return null;
        }

        ApkPackage package = Compose(head, facts, size);
        FileCapabilities.Check(package, allowedCapabilities, input);
        return package;
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

        // A package without a data hash is refused before its data is read.
        _ = PackageInfoText.DataHash(head.Lines);

        stream.Position = start;
        using GzipMemberReader member = new(new MemberSource(stream, start, fileHash, dataHash), end, DataInflate, contentHash);
        ImmutableArray<PackageEntry> entries;
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder sboms = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        try
        {
            entries = ReadEntries(member, sboms, input, cancellationToken);
        }
        catch (ApkException e) when (e.Fault == ApkFault.FileChecksumMismatch)
        {
            // A file that is not what its record says was changed after the package was made, or made wrong: the data hash tells which.
            CheckDataHash(head, HashData(stream, head, cancellationToken), input);
            throw;
        }

        CheckDataHash(head, dataHash.GetHashAndReset(), input);
        PackageFacts facts = new(
            Convert.ToHexStringLower(fileHash.GetHashAndReset()), Convert.ToHexStringLower(contentHash.GetHashAndReset()), member.Length, entries);
        return Compose(head, facts, end) with { Sboms = sboms.ToImmutable() };
    }

    private static ApkPackage ReadKnown(Stream stream, RawPackageHead head, PackageFacts facts, string input, CancellationToken cancellationToken)
    {
        CheckDataHash(head, HashData(stream, head, cancellationToken), input);
        return Compose(head, facts, stream.Position);
    }

    private static byte[] HashData(Stream stream, RawPackageHead head, CancellationToken cancellationToken)
    {
        using IncrementalHash dataHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[(int)Math.Clamp(stream.Length - head.Length, 1, HashBufferSize)];
        stream.Position = head.Length;
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            dataHash.AppendData(buffer, 0, count);
        }

        return dataHash.GetHashAndReset();
    }

    private static void CheckDataHash(RawPackageHead head, byte[] hash, string input)
    {
        string expected = PackageInfoText.DataHash(head.Lines);
        string actual = Convert.ToHexStringLower(hash);
        if (actual != expected)
        {
            throw new ApkException(ApkFault.DataHashMismatch, $"{input}: the data's SHA-256 is {actual}, but .PKGINFO names {expected}: the package was changed after it was made.");
        }
    }

    private static ApkPackage Compose(RawPackageHead head, PackageFacts facts, long end)
    {
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
            DataMember = new MemberRange(head.Length, end - head.Length),
            DiffId = facts.DiffId,
            DataSize = facts.DataSize,
            FileSize = end,
            FileSha256 = facts.FileSha256,
            Entries = facts.Entries,
            Scripts = meaning.Scripts,
        };
    }

    private static ImmutableArray<PackageEntry> ReadEntries(
        GzipMemberReader member, ImmutableDictionary<string, ImmutableArray<byte>>.Builder sboms, string input, CancellationToken cancellationToken)
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
                bool keeps = entry.Path.StartsWith(SbomFolder, StringComparison.Ordinal) && entry.Size <= Limits.KeptSbomSize && sboms.Count < Limits.KeptSboms;
                ImmutableArray<byte>.Builder? content = keeps ? ImmutableArray.CreateBuilder<byte>((int)entry.Size) : null;
                CheckContent(tar, entry, fileHash, content, input, cancellationToken);
                if (content is not null)
                {
                    sboms[entry.Path] = content.ToImmutable();
                }
            }
        }

        if (!tar.EndOfArchive)
        {
            throw new ApkException(ApkFault.MalformedTar, $"{input}: the data has no end-of-archive.");
        }

        return entries.ToImmutable();
    }

    private static void CheckContent(
        TarReader tar, PackageEntry entry, IncrementalHash hash, ImmutableArray<byte>.Builder? keep, string input, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> piece;
        while (!(piece = tar.ReadContent()).IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(piece);
            keep?.AddRange(piece);
        }

        string actual = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (entry.Sha1 != actual)
        {
            string expected = entry.Sha1 is null ? "but has no checksum record" : $"but its record says {entry.Sha1}";
            throw new ApkException(ApkFault.FileChecksumMismatch, $"{input}: the SHA-1 of '{TarText.Printable(entry.Path)}' is {actual}, {expected}.");
        }
    }
}
