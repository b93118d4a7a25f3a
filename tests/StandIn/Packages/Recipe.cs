using System.Collections.Immutable;
using Wolfi.Apk.Packages;

namespace Wolfi.StandIn.Packages;

/// <summary>One package to make: what a melange recipe says, and the files. <c>so:</c> dependencies and provides are added from the files.</summary>
internal sealed record Recipe
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Origin { get; init; }

    public required string License { get; init; }

    public required string Description { get; init; }

    /// <summary>Dependencies written by hand, as Wolfi's recipe has them.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>Provides written by hand.</summary>
    public ImmutableArray<string> Provides { get; init; } = [];

    public long ProviderPriority { get; init; }

    /// <summary>True for data that is the same on every processor.</summary>
    public bool AnyArchitecture { get; init; }

    public required ImmutableArray<PackageContent> Contents { get; init; }
}
