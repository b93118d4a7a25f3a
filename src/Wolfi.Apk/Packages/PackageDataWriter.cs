using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>Writes the tar stream of a data member, each file after a record of its SHA-1.</summary>
internal sealed class PackageDataWriter
{
    private readonly TarWriter _tar;
    private readonly PackageEntryRules _rules;
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly ImmutableArray<PackageEntry>.Builder _entries = ImmutableArray.CreateBuilder<PackageEntry>();

    /// <summary>Writes to <paramref name="output"/>; <paramref name="input"/> names the package in messages.</summary>
    public PackageDataWriter(Stream output, string input)
    {
        _tar = new TarWriter(output);
        _rules = new PackageEntryRules(input);
    }

    /// <summary>Writes all contents, which are in order, and the end of the archive; returns them as a reader would.</summary>
    public ImmutableArray<PackageEntry> Write(ImmutableArray<PackageContent> contents, CancellationToken cancellationToken)
    {
        foreach (PackageContent content in contents)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteContent(content, cancellationToken);
        }

        _tar.EndArchive();
        return _entries.ToImmutable();
    }

    private void WriteContent(PackageContent content, CancellationToken cancellationToken)
    {
        string? sha1 = Sha1(content, cancellationToken);
        TarEntry entry = new()
        {
            TypeFlag = content.Kind switch
            {
                PackageEntryKind.File => TarTypes.File,
                PackageEntryKind.Directory => TarTypes.Directory,
                PackageEntryKind.SymbolicLink => TarTypes.SymbolicLink,
                PackageEntryKind.HardLink => TarTypes.HardLink,
                _ => throw new ArgumentOutOfRangeException(nameof(content)),
            },
            Path = content.Path,
            LinkPath = content.LinkTarget ?? "",
            Mode = content.Mode,
            Uid = content.Uid,
            Gid = content.Gid,
            Size = content.Kind == PackageEntryKind.File ? content.Size : 0,
            ModificationTime = ApkPackageWriter.ModificationTime,
            UserName = "root",
            GroupName = "root",
            PaxRecords = sha1 is null ? [] : [new PaxRecord(PaxRecord.ApkSha1, Encoding.ASCII.GetBytes(sha1))],
        };
        _entries.Add(_rules.Accept(entry));
        if (content.Kind != PackageEntryKind.File)
        {
            _tar.WriteEntry(entry);
            return;
        }

        _hashes.Add(content.Path, sha1 ?? "");
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using Stream source = Open(content);
        using HashingInput hashed = new(source, hash);
        _tar.WriteFile(entry, hashed, cancellationToken);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != sha1)
        {
            throw Changed(content);
        }
    }

    private string? Sha1(PackageContent content, CancellationToken cancellationToken) => content.Kind switch
    {
        PackageEntryKind.File => HashFile(content, cancellationToken),
        PackageEntryKind.HardLink => _hashes.GetValueOrDefault(content.LinkTarget ?? ""),
        PackageEntryKind.SymbolicLink => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(content.LinkTarget ?? ""))),
        _ => null,
    };

    private static string HashFile(PackageContent content, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using Stream source = Open(content);
        byte[] buffer = new byte[(int)Math.Clamp(content.Size, 1, 128 * 1024)];
        long size = 0;
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            size += count;
        }

        return size == content.Size ? Convert.ToHexStringLower(hash.GetHashAndReset()) : throw Changed(content);
    }

    private static Stream Open(PackageContent content) =>
        content.Open?.Invoke() ?? throw new ArgumentException($"The file '{content.Path}' has nothing that opens it.", nameof(content));

    private static ApkException Changed(PackageContent content) =>
        new(ApkFault.FileChecksumMismatch, $"'{MessageText.Shorten(content.Path)}' changed while it was packed.");
}
