using System.Collections.Immutable;
using System.Security.Cryptography;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>Reads single files out of a package that was read before.</summary>
public static class ApkPackageFiles
{
    /// <summary>The content of some regular files, by path; paths that the package does not have are left out.</summary>
    /// <param name="stream">The .apk file; readable and seekable.</param>
    /// <param name="package">What was read of it: each file's content is compared with its checksum there.</param>
    /// <param name="paths">Paths as in <see cref="PackageEntry.Path"/>.</param>
    /// <param name="maximumSize">Most bytes of one file.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">A file is larger, or the package is no longer what was read.</exception>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(
        Stream stream, ApkPackage package, IReadOnlySet<string> paths, int maximumSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(paths);
        Dictionary<string, PackageEntry> wanted = package.Entries
            .Where(entry => entry.Kind == PackageEntryKind.File && paths.Contains(entry.Path))
            .ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder contents = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        string name = $"{package.Info.Name}-{package.Info.Version}";
        try
        {
            stream.Position = package.DataMember.Offset;
            using GzipMemberReader member = new(new MemberSource(stream, package.DataMember.Offset), package.DataMember.End, new InflateLimits(Limits.DataContentSize));
            TarReader tar = new(member, new TarLimits(Limits.DataEntries, Limits.PathBytes));
            while (contents.Count < wanted.Count && tar.ReadEntry() is { } entry)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (wanted.TryGetValue(entry.Path, out PackageEntry? known))
                {
                    contents[entry.Path] = ReadContent(tar, known, name, maximumSize);
                }
            }
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(name);
        }

        return contents.ToImmutable();
    }

    private static ImmutableArray<byte> ReadContent(TarReader tar, PackageEntry known, string name, int maximumSize)
    {
        if (known.Size > maximumSize)
        {
            throw new ApkException(ApkFault.LimitExceeded, $"{name}: '{known.Path}' has {known.Size} bytes; at most {maximumSize} are read.");
        }

        byte[] content = tar.ReadContentToEnd(maximumSize);
        return Convert.ToHexStringLower(SHA1.HashData(content)) == known.Sha1
            ? [.. content]
            : throw new ApkException(ApkFault.FileChecksumMismatch, $"{name}: '{known.Path}' has changed since the package was read.");
    }
}
