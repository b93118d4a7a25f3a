using System.Collections.Immutable;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Components;

/// <summary>One component of an image. What is not known is null or empty, and documents say so.</summary>
public sealed record Component
{
    /// <summary>Identity inside the bill, such as its package URL.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required ComponentKind Kind { get; init; }

    /// <summary>Which of the three sources it came from.</summary>
    public required ComponentSource Source { get; init; }

    /// <summary>Name, without namespace.</summary>
    public required string Name { get; init; }

    /// <summary>Version; null where there is none.</summary>
    public string? Version { get; init; }

    /// <summary>Package URL (<see cref="PackageUrl"/>).</summary>
    public string? Purl { get; init; }

    /// <summary>Hashes of its bytes.</summary>
    public ImmutableArray<ContentHash> Hashes { get; init; } = [];

    /// <summary>The licence that it declares.</summary>
    public LicenceExpression? Licence { get; init; }

    /// <summary>Who supplied it: the organization that it was fetched from.</summary>
    public string? Supplier { get; init; }

    /// <summary>Who made it.</summary>
    public string? Originator { get; init; }

    /// <summary>One line about it.</summary>
    public string? Description { get; init; }

    /// <summary>Where exactly this version is downloaded from.</summary>
    public string? DownloadLocation { get; init; }

    /// <summary>Copyright text.</summary>
    public string? Copyright { get; init; }

    /// <summary>Other addresses.</summary>
    public ImmutableArray<ComponentReference> References { get; init; } = [];

    /// <summary>Paths in the image, without leading slash, where it lies.</summary>
    public ImmutableArray<string> Paths { get; init; } = [];

    /// <summary>What else is known, by name; names of this product begin with <c>wolfi-containers:</c>.</summary>
    public ImmutableSortedDictionary<string, string> Properties { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
