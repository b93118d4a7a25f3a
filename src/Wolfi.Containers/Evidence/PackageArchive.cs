using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Evidence;

/// <summary>Reads NuGet packages' archives: their content's hash, the hashes of some entries, manifest and signature. Nothing is unpacked to disk.</summary>
internal static class PackageArchive
{
    private const string Kind = "nuget";
    private const string Form = "1";
    private const string SignatureEntry = ".signature.p7s";

    /// <summary>Reads an archive, or remembers what was read of one with these bytes.</summary>
    /// <param name="path">The .nupkg file.</param>
    /// <param name="wanted">Size of each entry whose hash is asked for, by its path in the archive; an entry of another size is not hashed.</param>
    /// <param name="store">Remembers.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">It is no archive of a package; the message is the rest of a sentence about it.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static ArchiveFacts Read(string path, IReadOnlyDictionary<string, long> wanted, DerivedStore store, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        string name = NameOf(stream, wanted);
        if (store.TryRead(Kind, name) is { } kept && TryParse(kept) is { } known)
        {
            return known;
        }

        ArchiveFacts facts = ReadArchive(stream, wanted, cancellationToken);
        store.Write(Kind, name, JsonSerializer.SerializeToUtf8Bytes(facts, ArchiveFactsContext.Default.ArchiveFacts));
        return facts;
    }

    // All that the facts are a function of: the archive's bytes, and what was asked.
    private static string NameOf(FileStream stream, IReadOnlyDictionary<string, long> wanted)
    {
        StringBuilder text = new($"{Form} {typeof(PackageArchive).Assembly.ManifestModule.ModuleVersionId}\n");
        text.AppendLine(ContentHashes.HashOf(stream));
        foreach ((string entry, long size) in wanted.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{size} {entry}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static ArchiveFacts? TryParse(byte[] kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, ArchiveFactsContext.Default.ArchiveFacts);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ArchiveFacts ReadArchive(FileStream stream, IReadOnlyDictionary<string, long> wanted, CancellationToken cancellationToken)
    {
        (string sha512, string sha256) = ArchiveContentHash.Compute(stream);
        stream.Position = 0;
        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (archive.Entries.Count > TraceLimits.ArchiveEntries)
        {
            throw new InvalidDataException($"it has {archive.Entries.Count} entries; {TraceLimits.ArchiveEntries} are read");
        }

        Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            // Twice the same name: whoever unpacks takes one of the two, so neither is compared with.
            string path = Uri.UnescapeDataString(entry.FullName.Replace('\\', '/'));
            if (!entries.TryAdd(path, entry))
            {
                throw new InvalidDataException("it has two entries of one name");
            }
        }

        ImmutableDictionary<string, string>.Builder hashes = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string path, long size) in wanted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entries.TryGetValue(path, out ZipArchiveEntry? entry) && entry.Length == size)
            {
                hashes[path] = HashOf(entry, size);
            }
        }

        NuspecFacts nuspec = ReadNuspec(entries);
        (ImmutableArray<PackageSigner> signers, string? fault) = ReadSigners(entries, sha256, sha512);
        return new ArchiveFacts { ContentHash = sha512, Entries = hashes.ToImmutable(), Nuspec = nuspec, Signers = signers, SignatureFault = fault };
    }

    private static NuspecFacts ReadNuspec(Dictionary<string, ZipArchiveEntry> entries)
    {
        ZipArchiveEntry? manifest = entries.Values.FirstOrDefault(entry => !entry.FullName.Contains('/', StringComparison.Ordinal) && entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase));
        NuspecFacts facts = manifest is not null && ReadSmall(manifest, TraceLimits.ManifestBytes) is { } bytes ? NuspecReader.Read(bytes) : new NuspecFacts();
        return facts.LicenceFile is { } file && entries.TryGetValue(file.Replace('\\', '/'), out ZipArchiveEntry? licence) && ReadSmall(licence, TraceLimits.LicenceBytes) is { } text
            ? facts with { LicenceText = LicenceText(text) }
            : facts;
    }

    // Readable text with plain line ends; a byte order mark is none of it.
    private static string LicenceText(byte[] bytes) =>
        string.Concat(Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Where(letter => letter == '\n' || letter == '\t' || !char.IsControl(letter)));

    private static (ImmutableArray<PackageSigner> Signers, string? Fault) ReadSigners(Dictionary<string, ZipArchiveEntry> entries, string sha256, string sha512)
    {
        if (!entries.TryGetValue(SignatureEntry, out ZipArchiveEntry? entry))
        {
            return ([], null);
        }

        try
        {
            return ReadSmall(entry, TraceLimits.SignatureBytes) is { } bytes ? (PackageSignatureReader.Read(bytes, sha256, sha512), null) : ([], "it is too large");
        }
        catch (FormatException e)
        {
            return ([], e.Message);
        }
    }

    private static byte[]? ReadSmall(ZipArchiveEntry entry, int limit)
    {
        if (entry.Length > limit)
        {
            return null;
        }

        // What an entry says of its size is not what it inflates to.
        byte[] bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : null;
    }

    private static string HashOf(ZipArchiveEntry entry, long size)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using Stream stream = entry.Open();
        byte[] buffer = new byte[128 * 1024];
        long total = 0;
        for (int read; total <= size && (read = stream.Read(buffer)) > 0; total += read)
        {
            hash.AppendData(buffer, 0, read);
        }

        return total == size ? Convert.ToHexStringLower(hash.GetHashAndReset()) : "";
    }
}
