namespace Wolfi.Apk.Caching;

/// <summary>What one kind of entries takes.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Bytes">Their bytes.</param>
public readonly record struct CacheShare(int Entries, long Bytes);
