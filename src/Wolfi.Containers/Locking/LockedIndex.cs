namespace Wolfi.Containers.Locking;

/// <summary>A repository's index for one architecture when it was last read: a later one may not be older.</summary>
/// <param name="Architecture">apk's name, such as <c>x86_64</c>.</param>
/// <param name="Sha256">SHA-256 of the stored file, lower-case hexadecimal.</param>
/// <param name="Newest">The latest build time of its records, seconds since 1970; null when no record has one.</param>
/// <param name="Records">How many records it has.</param>
public sealed record LockedIndex(string Architecture, string Sha256, long? Newest, int Records);
