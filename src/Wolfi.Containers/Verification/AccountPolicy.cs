using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Verification;

/// <summary>What an account of bytes is held to.</summary>
public sealed record AccountPolicy
{
    /// <summary>Keys of the distributions that are trusted; their word for layers, never for images.</summary>
    public required Keyring PackageKeys { get; init; }

    /// <summary>The weakest signature of a package that counts.</summary>
    public SignatureAlgorithm MinimumSignature { get; init; } = SignatureAlgorithm.Rsa256;

    /// <summary>Whether only algorithms count that FIPS 140-3 approves: an index, which names packages by SHA-1, then vouches for none.</summary>
    public bool Fips { get; init; }

    /// <summary>Signed indexes: they vouch for packages without a signature of their own, and each package must be one that they list.</summary>
    public ImmutableArray<PackageIndex> Indexes { get; init; } = [];

    /// <summary>
    /// Signed indexes that travel with the image: they vouch for packages without a signature of their own, as old as they may be, and say nothing of
    /// what is newest or withdrawn.
    /// </summary>
    public ImmutableArray<PackageIndex> AttachedIndexes { get; init; } = [];

    /// <summary>Whether a package may have a newer version in the indexes, as long as they list it.</summary>
    public bool AllowSuperseded { get; init; }

    /// <summary>The lock file whose packages the image must have, no more and no less; null for none.</summary>
    public LockFile? Lock { get; init; }

    /// <summary>Seconds since 1970 before which no package may have been built; null for any.</summary>
    public long? OldestBuild { get; init; }

    /// <summary>Names of variables that may load or redirect code or trust.</summary>
    public ImmutableHashSet<string> AllowedEnvironment { get; init; } = [];

    /// <summary>True for a build, which knows what it declares.</summary>
    public bool AllowAllDeclared { get; init; }

    /// <summary>What the project may have added by hand, by <see cref="DeclaredThing.Name"/>.</summary>
    public ImmutableHashSet<string> AllowedDeclared { get; init; } = [];
}
