using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Verification;

/// <summary>What a verification found.</summary>
public sealed record Verification
{
    /// <summary>The account of bytes.</summary>
    public required ByteAccount Account { get; init; }

    /// <summary>How many other blobs of the place were hashed.</summary>
    public required int OtherBlobs { get; init; }

    /// <summary>What is wrong beside the account's findings.</summary>
    public ImmutableArray<Diagnostic> OtherFindings { get; init; } = [];

    /// <summary>What is attached and signed by somebody whom the policy names.</summary>
    public ImmutableArray<VerifiedEvidence> Evidence { get; init; } = [];

    /// <summary>Why each other bundle or index that is attached does not count.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>Everything that is wrong.</summary>
    public ImmutableArray<Diagnostic> Findings => [.. Account.Findings, .. OtherFindings];

    /// <summary>True when the image proved all that the policy asks for.</summary>
    public bool Passed => Findings.IsEmpty;
}
