using System.Collections.Immutable;

namespace Wolfi.Containers.Evidence;

/// <summary>A NuGet package or runtime pack that the app is made of.</summary>
public sealed record UpstreamPackage
{
    /// <summary>Id, as the build writes it.</summary>
    public required string Id { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary>True for the runtime that a self-contained app brings along, and for its host.</summary>
    public required bool IsRuntime { get; init; }

    /// <summary>
    /// SHA-512 of the package's content, lower-case hexadecimal: what lock files and restores call its content hash. Null where the package's archive is
    /// nowhere.
    /// </summary>
    public string? ContentHash { get; init; }

    /// <summary>SHA-256 of the one file that stands for a package without an archive, such as a host's template; lower-case hexadecimal.</summary>
    public string? FileSha256 { get; init; }

    /// <summary>What the package says of itself.</summary>
    public NuspecFacts Facts { get; init; } = new();

    /// <summary>Who signed it, where the signatures fit its content.</summary>
    public ImmutableArray<PackageSigner> Signers { get; init; } = [];
}
