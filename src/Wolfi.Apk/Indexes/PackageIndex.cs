using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>A parsed APKINDEX.</summary>
public sealed record PackageIndex
{
    /// <summary>The text of the <c>DESCRIPTION</c> entry.</summary>
    public string Description { get; init; } = "";

    /// <summary>The records in the index's order.</summary>
    public required IndexRecordList Records { get; init; }

    /// <summary>SHA-256 of the stored file in lower-case hexadecimal; empty for an index that was not read from one.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The stored file, verbatim, signatures included; empty for an index that was not read from one.</summary>
    public ReadOnlyMemory<byte> Stored { get; init; }

    /// <summary>Names of the keys whose signatures verified; empty for an unsigned index.</summary>
    public ImmutableArray<string> VerifiedBy { get; init; } = [];

    /// <summary>The latest build time of the records, seconds since 1970; null when no record has one.</summary>
    public long? NewestBuildTime => Records.NewestBuildTime;

    /// <summary>Checks that the index is the one of that architecture: a repository could serve another's.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.RecordMismatch"/>: a record is neither for it nor for every machine.</exception>
    public void CheckArchitecture(string architecture, string nameForMessages)
    {
        // They stand in the order of their first records.
        foreach (RecordArchitecture other in Records.Architectures)
        {
            if (!Architectures.Fits(other.Name, architecture))
            {
                throw new ApkException(ApkFault.RecordMismatch, $"{nameForMessages}: the index for {architecture} names {Records[other.First]} for {other.Name}.");
            }
        }
    }
}
