using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Locking;

/// <summary>One package for one architecture, to the byte.</summary>
public sealed record LockedPackage
{
    /// <summary>The package's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    public required PackageVersion Version { get; init; }

    /// <summary>The architecture that it was built for; <c>noarch</c> where it fits every machine.</summary>
    public required string Architecture { get; init; }

    /// <summary>The repository that it comes from.</summary>
    public required RepositoryName Repository { get; init; }

    /// <summary>Where it lies in the canonical repository; relative to the repository's folder where that has no URL. For readers of the file: what is fetched is found by
    /// the project's own repositories.</summary>
    public required string Url { get; init; }

    /// <summary>The identity: <c>Q1</c> and the base64 SHA-1 of the control member as stored.</summary>
    public required string Checksum { get; init; }

    /// <summary>Bytes of the .apk file.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the .apk file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>SHA-256 of the data member as stored, lower-case hexadecimal: the layer's digest.</summary>
    public required string DataHash { get; init; }

    /// <summary>SHA-256 of the uncompressed data member, lower-case hexadecimal: the layer's diff id.</summary>
    public required string DiffId { get; init; }

    /// <summary>Bytes of the uncompressed data member.</summary>
    public required long DataSize { get; init; }

    /// <summary>Bytes when installed, as the package says.</summary>
    public required long InstalledSize { get; init; }

    /// <summary>Who vouched for it.</summary>
    public required LockedSignature Signature { get; init; }

    /// <summary>Name and version, as in file names.</summary>
    public override string ToString() => $"{Name}-{Version}";
}
