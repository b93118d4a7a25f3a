using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Wolfi.Apk.Signing;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>
/// Writes signed APK v2 packages whose bytes are a function of metadata, contents and key: sorted entries, every parent directory,
/// constant times, 0:0 unless the content says otherwise, a SHA-1 record for each file and link, no extended attributes.
/// </summary>
public static class ApkPackageWriter
{
    /// <summary>The modification time of everything written here: 1980-01-01T00:00:00Z, in seconds since 1970.</summary>
    public const long ModificationTime = 315532800;

    private const CompressionLevel Level = CompressionLevel.Optimal;
    private const int CopyBufferSize = 256 * 1024;

    /// <summary>Writes one package.</summary>
    /// <param name="info">The metadata; <see cref="PackageInfo.InstalledSize"/> and <see cref="PackageInfo.DataHash"/> are computed here.</param>
    /// <param name="contents">What to pack, in any order; missing parent directories are added with mode 0755.</param>
    /// <param name="key">Signs with RSA and SHA-256.</param>
    /// <param name="output">Readable, writable and seekable; the package is all it holds afterwards. Left at its end.</param>
    /// <param name="cancellationToken">Stops the writing; the output is then of no use.</param>
    /// <returns>What <see cref="ApkPackageReader.Read(Stream, string, CancellationToken)"/> would return for the bytes written.</returns>
    /// <exception cref="ApkException">A content is one that no package may have, or changed while it was packed.</exception>
    public static ApkPackage Write(
        PackageInfo info, IReadOnlyList<PackageContent> contents, SigningKey key, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(output);
        ImmutableArray<PackageContent> arranged = PackageContents.Arrange(contents);
        info = info with { InstalledSize = arranged.Sum(content => content.Size), DataHash = "" };

        // The data comes first, its hash goes into the control member, and that stands before it in the file: so the data is written
        // behind a gap that is large enough, and moved up when the head is there.
        long gap = (2L * PackageInfoText.Write(info).Length) + (64 * 1024);
        Clear(output);
        output.Position = gap;
        WrittenMember data = WriteData(arranged, $"{info.Name}-{info.Version}", output, out ImmutableArray<PackageEntry> entries, cancellationToken);

        byte[] infoBytes = PackageInfoText.Write(info with { DataHash = data.Sha256 });
        byte[] control = WriteControl(infoBytes);
        (PackageSignature signature, byte[] signatureMember) = Sign(key, control);

        long start = signatureMember.Length + control.Length;
        using IncrementalHash fileHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        output.Position = 0;
        WriteHashed(output, signatureMember, fileHash);
        WriteHashed(output, control, fileHash);
        MoveUp(output, gap, start, data.Size, fileHash, cancellationToken);

        return new ApkPackage
        {
            Info = PackageInfoText.Parse(infoBytes, info.Name),
            InfoBytes = ImmutableCollectionsMarshal.AsImmutableArray(infoBytes),
            Checksum = RawPackageHead.ControlChecksum(control),
            Signatures = [signature],
            SignatureMember = new MemberRange(0, signatureMember.Length),
            ControlMember = new MemberRange(signatureMember.Length, control.Length),
            ControlBytes = ImmutableCollectionsMarshal.AsImmutableArray(control),
            SignatureBytes = ImmutableCollectionsMarshal.AsImmutableArray(signatureMember),
            DataMember = new MemberRange(start, data.Size),
            DiffId = data.ContentSha256,
            DataSize = data.ContentSize,
            FileSize = start + data.Size,
            FileSha256 = Convert.ToHexStringLower(fileHash.GetHashAndReset()),
            Entries = entries,
            Scripts = [],
        };
    }

    /// <summary>The control member that <see cref="Write"/> gives a package of that metadata; <see cref="PackageInfo.DataHash"/> is among it.</summary>
    /// <exception cref="ApkException">A value can't be written.</exception>
    public static byte[] WriteControl(PackageInfo info) => WriteControl(PackageInfoText.Write(info));

    /// <summary>Whether <see cref="WriteSignedBy"/> would write the package as it is, byte for byte: its signature member is the one that this key makes.</summary>
    public static bool IsSignedBy(SigningKey key, ApkPackage package)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(package);
        return Sign(key, [.. package.ControlBytes]).Member.AsSpan().SequenceEqual(package.SignatureBytes.AsSpan());
    }

    /// <summary>Writes a package that was read once more, with this key's signature in place of those it has: control and data stay as they are.</summary>
    /// <param name="key">Signs with RSA and SHA-256.</param>
    /// <param name="package">What was read.</param>
    /// <param name="source">The file that it was read or recalled from; seekable.</param>
    /// <param name="output">Writable and seekable; the package is all it holds afterwards. Left at its end.</param>
    /// <param name="cancellationToken">Stops the writing; the output is then of no use.</param>
    /// <exception cref="ApkException"><see cref="ApkFault.DataHashMismatch"/>: the source is no longer what was read.</exception>
    public static ApkPackage WriteSignedBy(SigningKey key, ApkPackage package, Stream source, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(output);
        byte[] control = [.. package.ControlBytes];
        (PackageSignature signature, byte[] signatureMember) = Sign(key, control);
        using IncrementalHash fileHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash dataHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Clear(output);
        WriteHashed(output, signatureMember, fileHash);
        WriteHashed(output, control, fileHash);

        source.Position = package.DataMember.Offset;
        byte[] buffer = new byte[CopyBufferSize];
        for (long left = package.DataMember.Length; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (count == 0)
            {
                break;
            }

            dataHash.AppendData(buffer, 0, count);
            WriteHashed(output, buffer.AsSpan(0, count), fileHash);
            left -= count;
        }

        if (Convert.ToHexStringLower(dataHash.GetHashAndReset()) != package.Info.DataHash)
        {
            throw new ApkException(ApkFault.DataHashMismatch, $"{package.Info.Name}-{package.Info.Version}: the data has changed since the package was read.");
        }

        long start = signatureMember.Length + control.Length;
        return package with
        {
            Signatures = [signature],
            SignatureMember = new MemberRange(0, signatureMember.Length),
            ControlMember = new MemberRange(signatureMember.Length, control.Length),
            SignatureBytes = ImmutableCollectionsMarshal.AsImmutableArray(signatureMember),
            DataMember = new MemberRange(start, package.DataMember.Length),
            FileSize = start + package.DataMember.Length,
            FileSha256 = Convert.ToHexStringLower(fileHash.GetHashAndReset()),
        };
    }

    private static WrittenMember WriteData(
        ImmutableArray<PackageContent> contents, string name, Stream output, out ImmutableArray<PackageEntry> entries, CancellationToken cancellationToken)
    {
        using GzipMemberWriter member = new(output, Level);
        try
        {
            entries = new PackageDataWriter(member, name).Write(contents, cancellationToken);
        }
        catch (ArchiveException e)
        {
            throw new ApkException(ApkFault.FileChecksumMismatch, $"{name}: {e.Message}.", e);
        }

        return member.Complete();
    }

    private static (PackageSignature Signature, byte[] Member) Sign(SigningKey key, byte[] control)
    {
        PackageSignature signature = new(
            SignatureAlgorithm.Rsa256.EntryName(),
            key.PublicKey.Name,
            ImmutableCollectionsMarshal.AsImmutableArray(key.Sign(control, SignatureAlgorithm.Rsa256)));
        byte[] member = WriteMember(
            new TarEntry { TypeFlag = TarTypes.File, Path = SignatureEntries.EntryName(SignatureAlgorithm.Rsa256, signature.KeyName), Mode = 0b110_100_100 },
            signature.Value.AsSpan());
        return (signature, member);
    }

    private static byte[] WriteControl(byte[] info) => WriteMember(new TarEntry { TypeFlag = TarTypes.File, Path = ".PKGINFO", Mode = 0b110_100_100 }, info);

    // A signature or control member: its archive stays open, it goes on in the next member.
    private static byte[] WriteMember(TarEntry entry, ReadOnlySpan<byte> content)
    {
        using MemoryStream stored = new();
        using GzipMemberWriter member = new(stored, Level);
        new TarWriter(member).WriteFile(entry with { ModificationTime = ModificationTime, UserName = "root", GroupName = "root" }, content);
        member.Complete();
        return stored.ToArray();
    }

    // What is empty stays untouched: ext4 takes a file that was cut to nothing for one that replaces another, and writes it to the disk as it is closed.
    private static void Clear(Stream output)
    {
        output.Position = 0;
        if (output.Length > 0)
        {
            output.SetLength(0);
        }
    }

    private static void WriteHashed(Stream output, ReadOnlySpan<byte> bytes, IncrementalHash hash)
    {
        output.Write(bytes);
        hash.AppendData(bytes);
    }

    private static void MoveUp(Stream output, long from, long to, long length, IncrementalHash hash, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CopyBufferSize];
        for (long moved = 0; moved < length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Span<byte> block = buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - moved));
            output.Position = from + moved;
            output.ReadExactly(block);
            output.Position = to + moved;
            WriteHashed(output, block, hash);
            moved += block.Length;
        }

        output.SetLength(to + length);
    }
}
