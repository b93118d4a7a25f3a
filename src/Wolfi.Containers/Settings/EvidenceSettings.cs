using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>Which documents about the image a build makes, and what it takes into them.</summary>
public sealed record EvidenceSettings
{
    /// <summary>No documents at all.</summary>
    public static EvidenceSettings None { get; } = new() { Sboms = SbomFormats.None, Provenance = false, PackageHeads = false, SignedIndexes = false };

    /// <summary>The forms of the bill of materials.</summary>
    public SbomFormats Sboms { get; init; } = SbomFormats.All;

    /// <summary>Whether provenance is stated.</summary>
    public bool Provenance { get; init; } = true;

    /// <summary>Whether provenance says when the build ran: then no two builds state the same.</summary>
    public bool ProvenanceTimes { get; init; }

    /// <summary>Whether the heads of the app's packages are stated.</summary>
    public bool PackageHeads { get; init; } = true;

    /// <summary>Whether the signed indexes are attached that vouch for packages without a signature of their own.</summary>
    public bool SignedIndexes { get; init; } = true;

    /// <summary>Absolute paths of files with test results, in order.</summary>
    public ImmutableArray<string> TestResultFiles { get; init; } = [];

    /// <summary>Absolute paths of OpenVEX documents, in order.</summary>
    public ImmutableArray<string> VexFiles { get; init; } = [];

    /// <summary>What provenance says of the build's surroundings.</summary>
    public BuildOrigin Origin { get; init; } = BuildOrigin.Unknown;
}
