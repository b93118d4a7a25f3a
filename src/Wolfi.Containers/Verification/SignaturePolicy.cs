using System.Collections.Immutable;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Verification;

/// <summary>Whose signature an image must have, and of what.</summary>
public sealed record SignaturePolicy
{
    /// <summary>The keys that may sign the image; one is enough.</summary>
    public ImmutableArray<VerificationKey> Keys { get; init; } = [];

    /// <summary>Whether a signature counts that says that a development key made it.</summary>
    public bool AllowDevelopmentKey { get; init; }

    /// <summary>The repository that it must be signed for; null for any.</summary>
    public string? Repository { get; init; }

    /// <summary>The version that it must be signed as; null for any.</summary>
    public string? ImageVersion { get; init; }

    /// <summary>Seconds since 1970 that its source must not be older than; null for any.</summary>
    public long? NotBefore { get; init; }

    /// <summary>What must be attached and signed too.</summary>
    public ImmutableArray<RequiredEvidence> Required { get; init; } = [];
}
