using System.Collections.Immutable;

namespace Wolfi.Containers.Evidence;

/// <summary>What was read of a package's archive, as it is remembered by the archive's hash.</summary>
internal sealed record ArchiveFacts
{
    /// <summary>SHA-512 of the content, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>SHA-256 of the entries that were asked for, lower-case hexadecimal; those that the archive does not have are left out.</summary>
    public required ImmutableDictionary<string, string> Entries { get; init; }

    /// <summary>What its manifest says.</summary>
    public required NuspecFacts Nuspec { get; init; }

    /// <summary>Who signed it.</summary>
    public required ImmutableArray<PackageSigner> Signers { get; init; }

    /// <summary>What is wrong with its signature; null where nothing is.</summary>
    public string? SignatureFault { get; init; }
}
