using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Wolfi.Apk.Caching;

/// <summary>Looks at a cache, empties it, and checks it, while builds may be using it.</summary>
public sealed class CacheMaintenance
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly PackageCache _cache;
    private readonly string _folder;

    /// <summary>Makes the value; nothing is read yet.</summary>
    /// <param name="folder">Absolute path of the cache.</param>
    public CacheMaintenance(string folder)
    {
        _cache = new PackageCache(folder);
        _folder = _cache.Folder;
    }

    /// <summary>What the cache holds. One that is not there holds nothing, and is not made.</summary>
    /// <exception cref="ApkException">It can't be trusted or read.</exception>
    public CacheStatus Look(CancellationToken cancellationToken)
    {
        if (!IsThere())
        {
            return new CacheStatus(_folder, default, default, default, 0, null, null, null);
        }

        List<CacheEntry> entries = CacheContents.Read(_folder);
        List<CacheEntry> used = [.. entries.Where(entry => entry.Kind != CacheEntryKind.Temporary)];
        return new CacheStatus(
            _folder,
            Sum(entries, CacheEntryKind.Package),
            Sum(entries, CacheEntryKind.Derived),
            Sum(entries, CacheEntryKind.Temporary),
            CountHeld(entries, cancellationToken),
            CacheTally.TryRead(_folder)?.Limit,
            used.Count > 0 ? used.Min(entry => entry.LastUse) : null,
            used.Count > 0 ? used.Max(entry => entry.LastUse) : null);
    }

    /// <summary>Removes every entry that no running build uses.</summary>
    /// <exception cref="ApkException">The cache can't be trusted, or kept to oneself for a moment.</exception>
    public ClearedCache Clear(CancellationToken cancellationToken)
    {
        return IsThere() ? Alone(Clear, cancellationToken) : new ClearedCache(default, []);
    }

    private ClearedCache Clear(HashSet<string> held)
    {
        CacheShare removed = default;
        List<string> kept = [];
        foreach (CacheEntry entry in CacheContents.Read(_folder))
        {
            if (CacheTrimmer.TryRemove(entry, held))
            {
                removed = new CacheShare(removed.Entries + 1, removed.Bytes + entry.Size);
            }
            else
            {
                kept.Add(NameOf(entry));
            }
        }

        CacheTally.Forget(_folder);
        return new ClearedCache(removed, [.. kept.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Hashes every package and checks the mark of every derived entry; removes what is damaged.</summary>
    /// <param name="key">The user's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ApkException">The cache can't be trusted, or kept to oneself for a moment.</exception>
    public VerifiedCache Verify(DerivedKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!IsThere())
        {
            return new VerifiedCache(default, default, []);
        }

        CacheVerifier verifier = new(_folder, key);
        List<CacheEntry> entries = [.. CacheContents.Read(_folder).Where(verifier.Knows)];
        ConcurrentBag<CacheEntry> suspects = [];
        Parallel.ForEach(entries, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, entry =>
        {
            if (verifier.FindFault(entry, cancellationToken) is not null)
            {
                suspects.Add(entry);
            }
        });
        return new VerifiedCache(
            Sum(entries, CacheEntryKind.Package), Sum(entries, CacheEntryKind.Derived), suspects.IsEmpty ? [] : Alone(held => Remove(verifier, suspects, held, cancellationToken), cancellationToken));
    }

    // Looked at once more while nobody else removes anything: a build may have fetched it anew meanwhile, or have been writing it.
    private ImmutableArray<DamagedEntry> Remove(CacheVerifier verifier, IEnumerable<CacheEntry> suspects, HashSet<string> held, CancellationToken cancellationToken)
    {
        ImmutableArray<DamagedEntry>.Builder damaged = ImmutableArray.CreateBuilder<DamagedEntry>();
        foreach (CacheEntry suspect in suspects.OrderBy(entry => entry.Path, StringComparer.Ordinal))
        {
            if (verifier.FindFault(suspect, cancellationToken) is string fault)
            {
                damaged.Add(new DamagedEntry(NameOf(suspect), fault, CacheTrimmer.TryRemove(suspect, held)));
            }
        }

        return damaged.ToImmutable();
    }

    private int? CountHeld(List<CacheEntry> entries, CancellationToken cancellationToken)
    {
        try
        {
            return Alone(held => entries.Count(entry => entry.Kind == CacheEntryKind.Package && held.Contains(entry.Name)), cancellationToken);
        }
        catch (ApkException)
        {
            return null;
        }
    }

    // A folder without the cache's own folders holds nothing, and gets no lock's file for having been asked about.
    private bool IsThere()
    {
        string[] own = [PackageCache.PackagesFolder(_folder), DerivedStore.FolderIn(_folder), PackageCache.TemporaryFolder(_folder), CacheHold.FolderIn(_folder)];
        return CacheFolder.IsThere(_folder) && Array.FindAll(own, CacheFolder.IsThere).Length > 0;
    }

    // Gets what running builds hold, while no other can begin to hold anything.
    private T Alone<T>(Func<HashSet<string>, T> work, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream gate = CacheGate.Close(_folder, Patience, _cache.Time, cancellationToken);
            return work(CacheHold.ReadAll(_folder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw TemporaryEntry.Unwritable(_folder, e);
        }
    }

    private string NameOf(CacheEntry entry) => Path.GetRelativePath(_folder, entry.Path).Replace('\\', '/');

    private static CacheShare Sum(IEnumerable<CacheEntry> entries, CacheEntryKind kind)
    {
        CacheEntry[] ofKind = [.. entries.Where(entry => entry.Kind == kind)];
        return new CacheShare(ofKind.Length, ofKind.Sum(entry => entry.Size));
    }
}
