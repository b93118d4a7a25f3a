using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Caching;

/// <summary>
/// Packages by content, shared by all projects and processes of a user. Entries are named by what a signed index says of them (the control member's checksum
/// and the file's size), written beside and moved into place, and read again from first to last byte before use: a damaged one is fetched anew.
/// The layout is <c>packages/XX/CHECKSUM-SIZE.apk</c>, and <c>temporary/</c> for what is being written.
/// </summary>
public sealed class PackageCache
{
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private bool _prepared;

    /// <summary>Makes the cache; the folder is made and checked when it is first used.</summary>
    /// <param name="folder">Absolute path.</param>
    public PackageCache(string folder)
        : this(folder, TimeProvider.System)
    {
    }

    internal PackageCache(string folder, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Path.IsPathFullyQualified(folder))
        {
            throw new ArgumentException("The cache folder must be an absolute path.", nameof(folder));
        }

        Folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _time = time;
    }

    /// <summary>Absolute path of the folder.</summary>
    public string Folder { get; }

    private string TemporaryFolder => Path.Combine(Folder, "temporary");

    /// <summary>Where the record's package lies or would lie.</summary>
    /// <exception cref="ApkException">The record's checksum is none.</exception>
    internal string PathOf(IndexRecord record)
    {
        string name = EntryName(record);
        return Path.Combine(Folder, "packages", name[..2], name);
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

        return $"{Convert.ToHexStringLower(checksum[..length])}-{record.Size}.apk";
    }

    /// <summary>Opens an entry for reading; null when it is not there or nothing to be trusted, such as a link. What lies in its place then is removed.</summary>
    internal FileStream? TryOpen(string path)
    {
        Prepare();
        try
        {
            if (CacheFolder.IsOwnFile(path))
            {
                CacheFolder.Prepare(Path.GetDirectoryName(path)!);
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone or unreadable: it is fetched again.
        }

        Remove(path);
        return null;
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

    /// <summary>A new file beside the entries, moved into place when it is whole.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.CacheRefused"/>.</exception>
    internal TemporaryEntry CreateTemporary()
    {
        Prepare();
        return TemporaryEntry.Create(TemporaryFolder);
    }

    private void Prepare()
    {
        lock (_lock)
        {
            if (_prepared)
            {
                return;
            }

            CacheFolder.Prepare(Folder);
            CacheFolder.Prepare(Path.Combine(Folder, "packages"));
            CacheFolder.Prepare(TemporaryFolder);
            RemoveAbandoned();
            _prepared = true;
        }
    }

    // Left by builds that were killed. A running build's file is younger.
    private void RemoveAbandoned()
    {
        DateTime limit = _time.GetUtcNow().UtcDateTime - AbandonedAfter;
        foreach (FileInfo file in new DirectoryInfo(TemporaryFolder).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < limit)
            {
                Remove(file.FullName);
            }
        }
    }
}
