using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Vex;

/// <summary>What one vulnerability means for some products.</summary>
public sealed record VexStatement
{
    /// <summary>The vulnerability.</summary>
    public required VexVulnerability Vulnerability { get; init; }

    /// <summary>When this was known to be true, RFC 3339: the statement's own time, else the document's.</summary>
    public required string Timestamp { get; init; }

    /// <summary>The products; empty where the document leaves them to what it is attached to.</summary>
    public required ImmutableArray<VexProduct> Products { get; init; }

    /// <summary>What it means.</summary>
    public required VexStatus Status { get; init; }

    /// <summary>The remaining texts by their names in the document: <c>justification</c>, <c>action_statement</c> and so on.</summary>
    public required ImmutableSortedDictionary<string, string> Texts { get; init; }
}
