using System.Collections.Immutable;

namespace Wolfi.Apk.Indexes;

/// <summary>A parsed APKINDEX.</summary>
public sealed record PackageIndex
{
    /// <summary>The text of the <c>DESCRIPTION</c> entry.</summary>
    public string Description { get; init; } = "";

    /// <summary>The records in the index's order.</summary>
    public required ImmutableArray<IndexRecord> Records { get; init; }

    /// <summary>SHA-256 of the stored file in lower-case hexadecimal; empty for an index that was not read from one.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Names of the keys whose signatures verified; empty for an unsigned index.</summary>
    public ImmutableArray<string> VerifiedBy { get; init; } = [];
}
