namespace Wolfi.Apk.Caching;

/// <summary>What a cache holds.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Packages">The packages.</param>
/// <param name="Derived">What was derived from packages and indexes.</param>
/// <param name="Temporary">What is being written, or was left by builds that were killed.</param>
/// <param name="Held">How many packages running builds hold; null where that can't be told.</param>
/// <param name="Limit">The bound in bytes that a build kept last; null when none did.</param>
/// <param name="OldestUse">When the entry that would go first was last used; null of an empty cache.</param>
/// <param name="NewestUse">When an entry was last used.</param>
public sealed record CacheStatus(
    string Folder, CacheShare Packages, CacheShare Derived, CacheShare Temporary, int? Held, long? Limit, DateTimeOffset? OldestUse, DateTimeOffset? NewestUse);
