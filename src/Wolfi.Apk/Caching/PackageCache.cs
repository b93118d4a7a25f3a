using System.Globalization;
using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Caching;

/// <summary>
/// Packages by content, shared by all projects and processes of a user. Entries are named by what a signed index says of them (the control member's checksum
/// and the file's size), written beside and moved into place, and read again from first to last byte before use: a damaged one is fetched anew.
/// The layout is <c>packages/XX/CHECKSUM-SIZE.apk</c>, <c>derived/</c> for what was derived from packages, <c>temporary/</c> for what is being written,
/// <c>holds/</c> for what running builds use, and the files <c>lock</c> and <c>size</c>.
/// </summary>
public sealed class PackageCache
{
    /// <summary>Bytes that a user's cache may hold unless its user says otherwise.</summary>
    public const long DefaultLimit = 5_000_000_000;

    private const string Extension = ".apk";

    // The last write of a download that is going on is younger: a silent server is given up sooner.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private bool _prepared;

    /// <summary>Makes the cache; the folder is made and checked when it is first used.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="limit">Bytes that it may hold with all that was derived from it: what was used longest ago goes first, what a running build holds stays.
    /// Null for the bound that was kept there last, else <see cref="DefaultLimit"/>.</param>
    public PackageCache(string folder, long? limit = null)
        : this(folder, limit, TimeProvider.System)
    {
    }

    internal PackageCache(string folder, long? limit, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Path.IsPathFullyQualified(folder))
        {
            throw new ArgumentException("The cache folder must be an absolute path.", nameof(folder));
        }

        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Limit = limit;
        Time = time;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Bytes that it may hold; null for the bound that was kept last.</summary>
    internal long? Limit { get; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; }

    /// <summary>Folder of the packages in a cache's folder.</summary>
    internal static string PackagesFolder(string cacheFolder) => Path.Combine(cacheFolder, "packages");

    /// <summary>Folder of what is being written in a cache's folder.</summary>
    internal static string TemporaryFolder(string cacheFolder) => Path.Combine(cacheFolder, "temporary");

    /// <summary>Where the record's package lies or would lie.</summary>
    /// <exception cref="ApkException">The record's checksum is none.</exception>
    internal string PathOf(IndexRecord record)
    {
        string name = EntryName(record);
        return Path.Combine(PackagesFolder(Folder), name[..2], name);
    }

    /// <summary>The name of the record's entry: the same for the same content, whatever repository it comes from.</summary>
    internal static string EntryName(IndexRecord record)
    {
        Span<byte> checksum = stackalloc byte[21];
        if (!record.Checksum.StartsWith("Q1", StringComparison.Ordinal)
            || !Convert.TryFromBase64Chars(record.Checksum.AsSpan(2), checksum, out int length)
            || length != 20
            || record.Size < 0)
        {
            throw new ApkException(ApkFault.MalformedIndex, $"The index names no checksum and size of {record.Name}-{record.Version}.");
        }

        return $"{Convert.ToHexStringLower(checksum[..length])}-{record.Size}{Extension}";
    }

    /// <summary>The checksum (lower-case hexadecimal) and size that an entry's name promises.</summary>
    internal static bool TryParseEntryName(string name, out string checksum, out long size)
    {
        checksum = name.Length > 41 ? name[..40] : "";
        size = 0;
        return checksum.Length > 0
            && checksum.All(char.IsAsciiHexDigitLower)
            && name[40] == '-'
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && long.TryParse(name.AsSpan(41, Math.Max(0, name.Length - 41 - Extension.Length)), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }

    /// <summary>Opens an entry for reading, and notes that it was used; null when it is not there or nothing to be trusted, such as a link.
    /// What lies in its place then is removed.</summary>
    internal FileStream? TryOpen(string path)
    {
        Prepare();
        try
        {
            if (CacheFolder.IsOwnFile(path))
            {
                CacheFolder.Prepare(Path.GetDirectoryName(path)!);
                FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
                Touch(path, Time);
                return stream;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone or unreadable: it is fetched again.
        }

        Remove(path);
        return null;
    }

    /// <summary>Notes that what lies in an entry, if anything, is still of use, though nobody reads it.</summary>
    internal void NoteUse(string path)
    {
        if (File.Exists(path))
        {
            Touch(path, Time);
        }
    }

    /// <summary>Notes that an entry was used.</summary>
    internal static void Touch(string path, TimeProvider time)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It goes sooner for that, and no worse.
        }
    }

    /// <summary>Removes an entry that is not what its name says.</summary>
    internal static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What can't be removed is replaced, or told when that fails too.
        }
    }

    /// <summary>Shares the gate for a moment: <see cref="CacheGate"/>.</summary>
    /// <exception cref="ApkException">It stays closed.</exception>
    /// <exception cref="IOException">It can't be opened.</exception>
    internal FileStream ShareGate(CancellationToken cancellationToken) => CacheGate.Share(Folder, Time, cancellationToken);

    /// <summary>Claims an entry that is to be fetched: <see cref="EntryClaim"/>.</summary>
    internal Task<FileStream?> ClaimAsync(string entryName, CancellationToken cancellationToken)
    {
        Prepare();
        return EntryClaim.TakeAsync(TemporaryFolder(Folder), entryName, Time, cancellationToken);
    }

    /// <summary>A new file beside the entries, moved into place when it is whole.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>, <see cref="ApkFault.CacheBusy"/>.</exception>
    internal TemporaryEntry CreateTemporary(string entryName, CancellationToken cancellationToken)
    {
        Prepare();
        return AtGate(() => TemporaryEntry.Create(TemporaryFolder(Folder), entryName), cancellationToken);
    }

    /// <summary>Moves what was written into place.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>, <see cref="ApkFault.CacheBusy"/>.</exception>
    internal void Put(TemporaryEntry temporary, string path, CancellationToken cancellationToken) =>
        AtGate(
            () =>
            {
                temporary.MoveTo(path);
                return path;
            },
            cancellationToken);

    /// <summary>Makes the folders when they are missing, and checks them.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>.</exception>
    internal void Prepare()
    {
        lock (_lock)
        {
            if (_prepared)
            {
                return;
            }

            CacheFolder.Prepare(Folder);
            CacheFolder.Prepare(PackagesFolder(Folder));
            CacheFolder.Prepare(TemporaryFolder(Folder));
            CacheFolder.Prepare(CacheHold.FolderIn(Folder));
            RemoveAbandoned();
            _prepared = true;
        }
    }

    private T AtGate<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream gate = ShareGate(cancellationToken);
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemporaryEntry.Unwritable(Folder, e);
        }
    }

    // Left by builds that were killed.
    private void RemoveAbandoned()
    {
        DateTime limit = Time.GetUtcNow().UtcDateTime - AbandonedAfter;
        foreach (FileInfo file in new DirectoryInfo(TemporaryFolder(Folder)).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < limit)
            {
                Remove(file.FullName);
            }
        }
    }
}
