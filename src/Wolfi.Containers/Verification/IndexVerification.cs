using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;

namespace Wolfi.Containers.Verification;

/// <summary>What the verification of an image for several platforms found.</summary>
public sealed record IndexVerification
{
    /// <summary>Digest of the index.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The images that were verified, in the order of the index.</summary>
    public ImmutableArray<PlatformVerification> Platforms { get; init; } = [];

    /// <summary>What is wrong with the index, and with what belongs to none of the images.</summary>
    public ImmutableArray<Diagnostic> IndexFindings { get; init; } = [];

    /// <summary>What is attached to the index and signed by somebody whom the policy names.</summary>
    public ImmutableArray<VerifiedEvidence> Evidence { get; init; } = [];

    /// <summary>Why each other signature of the index does not count.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>How many blobs were hashed that belong to none of the images.</summary>
    public int OtherBlobs { get; init; }

    /// <summary>Everything that is wrong, the index's first.</summary>
    public ImmutableArray<Diagnostic> Findings => [.. IndexFindings, .. Platforms.SelectMany(platform => platform.Verification.Findings)];

    /// <summary>True when the index and each image proved all that the policy asks for.</summary>
    public bool Passed => Findings.IsEmpty && !Platforms.IsEmpty;
}
