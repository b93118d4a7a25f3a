using System.Collections.Immutable;
using Wolfi.SupplyChain.Identities;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.SupplyChain.Proofs;

/// <summary>Whose signatures count, and what must prove them.</summary>
public sealed record SignerPolicy
{
    /// <summary>Keys that may sign; one is enough.</summary>
    public ImmutableArray<VerificationKey> Keys { get; init; } = [];

    /// <summary>Identities that may sign without a key of their own; one is enough. They need a trusted root.</summary>
    public ImmutableArray<IdentityPolicy> Identities { get; init; } = [];

    /// <summary>Whom to trust of authorities and logs; null where keys alone count.</summary>
    public TrustedRoot? TrustedRoot { get; init; }

    /// <summary>Whether a key's signature counts only if it stands in a log of the trusted root. An identity's always must.</summary>
    public bool RequireLog { get; init; }

    /// <summary>Whether a signature counts only with a timestamp by an authority of the trusted root.</summary>
    public bool RequireTimestamp { get; init; }

    /// <summary>Whether an identity's signature counts that stands in no log: its time must then be attested by a timestamp.</summary>
    public bool AllowNoLog { get; init; }

    /// <summary>Whether an identity's certificate counts that is in no log of certificates.</summary>
    public bool AllowNoCertificateLog { get; init; }

    /// <summary>Whether nobody's signature counts.</summary>
    public bool IsEmpty => Keys.IsEmpty && Identities.IsEmpty;

    /// <summary>Why the policy can't be met by anybody, or would be met by chance; null where it is sound.</summary>
    public string? Flaw =>
        TrustedRoot is null && !Identities.IsEmpty ? "an identity is proved by authorities and logs, and no trusted root names them"
        : TrustedRoot is null && (RequireLog || RequireTimestamp) ? "logs and timestamps are proved by a trusted root, and none is named"
        : RequireLog && AllowNoLog ? "a log is asked for, and not asked for"
        : null;
}
