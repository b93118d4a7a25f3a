namespace Wolfi.Apk.Caching;

/// <summary>An entry of a cache that is not what it should be.</summary>
/// <param name="Name">Its name, below the cache's folder.</param>
/// <param name="Reason">What is wrong with it, as the end of a sentence.</param>
/// <param name="Removed">Whether it is gone; one that a running build uses stays.</param>
public sealed record DamagedEntry(string Name, string Reason, bool Removed);
