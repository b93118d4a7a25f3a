using System.Collections.Immutable;

namespace Wolfi.Apk.Caching;

/// <summary>What hashing a whole cache showed.</summary>
/// <param name="Packages">The packages that were hashed.</param>
/// <param name="Derived">The derived entries whose marks were checked; none under a key that is not kept.</param>
/// <param name="Damaged">What is not what it should be, by name.</param>
public sealed record VerifiedCache(CacheShare Packages, CacheShare Derived, ImmutableArray<DamagedEntry> Damaged);
