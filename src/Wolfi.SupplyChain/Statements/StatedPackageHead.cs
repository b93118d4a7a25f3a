using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Statements;

/// <summary>The head of one package, as stored: what leads from a key to the layer's digest.</summary>
public sealed record StatedPackageHead
{
    /// <summary>Number of the package's layer, counted from 0 at the lowest.</summary>
    public required int Layer { get; init; }

    /// <summary>apk's name of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The package's name.</summary>
    public required string Name { get; init; }

    /// <summary>The package's version.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 of the control member, lower-case hexadecimal.</summary>
    public required string ControlSha256 { get; init; }

    /// <summary>The signature member; empty where nobody vouches for the key that signed it.</summary>
    public required ImmutableArray<byte> Signature { get; init; }

    /// <summary>The control member: its <c>datahash</c> is the layer's digest.</summary>
    public required ImmutableArray<byte> Control { get; init; }
}
