using System.Collections.Immutable;

namespace Wolfi.Apk.Packages;

/// <summary>A package that was read to its end: every structural rule, the data hash and every file's checksum held. Says nothing about who signed it.</summary>
public sealed record ApkPackage
{
    /// <summary>The metadata.</summary>
    public required PackageInfo Info { get; init; }

    /// <summary>The control member's <c>.PKGINFO</c> as stored.</summary>
    public required ImmutableArray<byte> InfoBytes { get; init; }

    /// <summary>The identity: <c>Q1</c> and the base64 SHA-1 of the control member as stored.</summary>
    public required string Checksum { get; init; }

    /// <summary>The signatures, in order.</summary>
    public required ImmutableArray<PackageSignature> Signatures { get; init; }

    /// <summary>The signature member; null for an unsigned package.</summary>
    public required MemberRange? SignatureMember { get; init; }

    /// <summary>The control member.</summary>
    public required MemberRange ControlMember { get; init; }

    /// <summary>The control member's bytes as stored: what signatures cover.</summary>
    public required ImmutableArray<byte> ControlBytes { get; init; }

    /// <summary>The signature member's bytes as stored; empty for an unsigned package.</summary>
    public required ImmutableArray<byte> SignatureBytes { get; init; }

    /// <summary>The data member: SHA-256 of its bytes is <see cref="PackageInfo.DataHash"/>.</summary>
    public required MemberRange DataMember { get; init; }

    /// <summary>SHA-256 of the uncompressed data member, lower-case hexadecimal: the layer's diff id.</summary>
    public required string DiffId { get; init; }

    /// <summary>Bytes of the uncompressed data member.</summary>
    public required long DataSize { get; init; }

    /// <summary>Bytes of the .apk file.</summary>
    public required long FileSize { get; init; }

    /// <summary>SHA-256 of the whole .apk file, lower-case hexadecimal.</summary>
    public required string FileSha256 { get; init; }

    /// <summary>The data member's entries in order.</summary>
    public required ImmutableArray<PackageEntry> Entries { get; init; }

    /// <summary>Names of the control member's scripts (<c>.post-install</c>); they are never run.</summary>
    public required ImmutableArray<string> Scripts { get; init; }

    /// <summary>
    /// Content of the SBOMs that the package carries about itself (<c>var/lib/db/sbom/</c>, those of at most 1 MiB), by path, where its data was inflated to
    /// read it: so nobody has to do that twice. Empty for a package whose facts were known.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<byte>> Sboms { get; init; } = ImmutableDictionary<string, ImmutableArray<byte>>.Empty;
}
