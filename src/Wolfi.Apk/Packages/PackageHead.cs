using System.Collections.Immutable;

namespace Wolfi.Apk.Packages;

/// <summary>A package's signature and control members: all that signatures cover, and all that names the data.</summary>
public sealed record PackageHead
{
    /// <summary>The metadata.</summary>
    public required PackageInfo Info { get; init; }

    /// <summary>The control member's <c>.PKGINFO</c> as stored.</summary>
    public required ImmutableArray<byte> InfoBytes { get; init; }

    /// <summary>The identity: <c>Q1</c> and the base64 SHA-1 of the control member as stored.</summary>
    public required string Checksum { get; init; }

    /// <summary>The signatures, in order.</summary>
    public required ImmutableArray<PackageSignature> Signatures { get; init; }

    /// <summary>The signature member's bytes as stored; empty for an unsigned package.</summary>
    public required ImmutableArray<byte> SignatureBytes { get; init; }

    /// <summary>The control member's bytes as stored: what signatures cover.</summary>
    public required ImmutableArray<byte> ControlBytes { get; init; }

    /// <summary>Names of the control member's scripts (<c>.post-install</c>); they are never run.</summary>
    public required ImmutableArray<string> Scripts { get; init; }
}
