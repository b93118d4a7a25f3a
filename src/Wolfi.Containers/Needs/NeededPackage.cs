using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>A package of an image, with the needs that it answers.</summary>
public sealed record NeededPackage
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary>Bytes as it is stored.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes once it is unpacked.</summary>
    public required long InstalledSize { get; init; }

    /// <summary>What it answers of that which the app or the project asks for.</summary>
    public required ImmutableArray<PackageAnswer> Answers { get; init; }

    /// <summary>Names of the packages that depend on it.</summary>
    public required ImmutableArray<string> NeededBy { get; init; }
}
