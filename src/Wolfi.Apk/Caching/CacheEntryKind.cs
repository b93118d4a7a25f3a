namespace Wolfi.Apk.Caching;

/// <summary>The kinds of the cache's files.</summary>
internal enum CacheEntryKind
{
    /// <summary>A package.</summary>
    Package,

    /// <summary>Something derived from packages or indexes.</summary>
    Derived,

    /// <summary>What a build is writing, or has left when it was killed.</summary>
    Temporary,
}
