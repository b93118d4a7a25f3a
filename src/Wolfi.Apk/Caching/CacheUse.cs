namespace Wolfi.Apk.Caching;

/// <summary>
/// What one client uses of the cache: none of it is removed until the client goes. Then, when something was added, the cache is brought below its bound.
/// </summary>
internal sealed class CacheUse(PackageCache cache) : IDisposable
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private CacheHold? _hold;
    private bool _isReadOnly;
    private long _added;

    /// <summary>Holds an entry, before it is looked for.</summary>
    /// <exception cref="ApkException">The cache can't be used.</exception>
    public void Hold(string entryName, CancellationToken cancellationToken)
    {
        cache.Prepare();
        lock (_lock)
        {
            if (_isReadOnly || _names.Contains(entryName))
            {
                return;
            }

            try
            {
                using FileStream gate = cache.ShareGate(cancellationToken);
                _hold ??= CacheHold.Create(cache.Folder);
                _hold.Add(entryName);
                _names.Add(entryName);
            }
            catch (Exception e) when (CacheFolder.IsReadOnly(e))
            {
                // Nobody removes anything there.
                _isReadOnly = true;
            }
            catch (IOException e)
            {
                throw TemporaryEntry.Unwritable(cache.Folder, e);
            }
        }
    }

    /// <summary>Counts what was added.</summary>
    public void Count(long bytes) => Interlocked.Add(ref _added, bytes);

    /// <summary>Lets go of everything.</summary>
    public void Dispose()
    {
        _hold?.Dispose();
        _hold = null;
        if (_added > 0)
        {
            CacheTrimmer.Trim(cache, _added);
            _added = 0;
        }
    }
}
