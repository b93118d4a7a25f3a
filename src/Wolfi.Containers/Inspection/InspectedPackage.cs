using System.Collections.Immutable;
using Wolfi.Oci;

namespace Wolfi.Containers.Inspection;

/// <summary>A package that an image says it has.</summary>
public sealed record InspectedPackage
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary>apk's word for the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Name of the package that it was built with; empty when not said.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Licence expression; empty when not said.</summary>
    public string License { get; init; } = "";

    /// <summary>What it depends on, in apk's notation.</summary>
    public ImmutableArray<string> Depends { get; init; } = [];

    /// <summary>What it provides beside its name, in apk's notation.</summary>
    public ImmutableArray<string> Provides { get; init; } = [];

    /// <summary>Bytes once it is unpacked.</summary>
    public long InstalledSize { get; init; }

    /// <summary>How many files and links it has.</summary>
    public int Files { get; init; }

    /// <summary>Digest of the layer that is the package; null where layers are not packages.</summary>
    public Digest? Layer { get; init; }
}
