using System.Collections.Immutable;
using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Containers.Verification;

/// <summary>Whose signature an image must have, and of what.</summary>
public sealed record SignaturePolicy
{
    /// <summary>Who may sign the image, by key or by identity, and what must prove it; one signature is enough.</summary>
    public SignerPolicy Signers { get; init; } = new();

    /// <summary>Whether a signature counts that says that a development key made it.</summary>
    public bool AllowDevelopmentKey { get; init; }

    /// <summary>Whether signatures in cosign 2's form count beside bundles. They are never looked for otherwise.</summary>
    public bool AllowClassic { get; init; }

    /// <summary>The repository that it must be signed for; null for any.</summary>
    public string? Repository { get; init; }

    /// <summary>The version that it must be signed as; null for any.</summary>
    public string? ImageVersion { get; init; }

    /// <summary>Seconds since 1970 that its source must not be older than; null for any.</summary>
    public long? NotBefore { get; init; }

    /// <summary>What must be attached and signed too.</summary>
    public ImmutableArray<RequiredEvidence> Required { get; init; } = [];
}
