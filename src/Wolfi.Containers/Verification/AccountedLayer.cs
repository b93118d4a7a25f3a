using Wolfi.Containers.Plans;
using Wolfi.Oci;

namespace Wolfi.Containers.Verification;

/// <summary>One layer of an account: what it is and who answers for it.</summary>
public sealed record AccountedLayer
{
    /// <summary>Its number, from 1 at the lowest.</summary>
    public required int Number { get; init; }

    /// <summary>Digest of the stored bytes.</summary>
    public required Digest Digest { get; init; }

    /// <summary>Stored bytes.</summary>
    public required long Size { get; init; }

    /// <summary>What it is; null when nothing tells.</summary>
    public LayerKind? Kind { get; init; }

    /// <summary>The class of its bytes; null when they are in none.</summary>
    public ByteClass? Class { get; init; }

    /// <summary>The package, with its version; null for what is none.</summary>
    public string? Package { get; init; }

    /// <summary>Who answers for it: the name of the key that signed the package; null when nobody does.</summary>
    public string? Signer { get; init; }

    /// <summary>The date when the package was made, seconds since 1970; null when it does not say.</summary>
    public long? BuildTime { get; init; }
}
