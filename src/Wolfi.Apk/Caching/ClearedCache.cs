using System.Collections.Immutable;

namespace Wolfi.Apk.Caching;

/// <summary>What became of a cache that was cleared.</summary>
/// <param name="Removed">What was removed.</param>
/// <param name="Kept">Names of the entries that running builds use, below the cache's folder.</param>
public sealed record ClearedCache(CacheShare Removed, ImmutableArray<string> Kept);
