using System.Collections.Immutable;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.SupplyChain.Spdx;

/// <summary>What a package's own SBOM says of it; null where it says nothing.</summary>
public sealed record PackageDescription
{
    /// <summary>Declared licence.</summary>
    public LicenceExpression? Licence { get; init; }

    /// <summary>Copyright text.</summary>
    public string? Copyright { get; init; }

    /// <summary>Who supplied it.</summary>
    public string? Supplier { get; init; }

    /// <summary>Who made it.</summary>
    public string? Originator { get; init; }

    /// <summary>Where it is downloaded from.</summary>
    public string? DownloadLocation { get; init; }

    /// <summary>What it was made from: recipe and source code, ordered by identity.</summary>
    public ImmutableArray<Component> MadeFrom { get; init; } = [];

    /// <summary>What it holds beside its own code, ordered by identity.</summary>
    public ImmutableArray<Component> Contents { get; init; } = [];
}
