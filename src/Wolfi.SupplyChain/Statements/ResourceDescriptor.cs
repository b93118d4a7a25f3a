using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Statements;

/// <summary>Names an artifact by what is known of it (in-toto attestation framework, resource_descriptor.md).</summary>
public sealed record ResourceDescriptor
{
    /// <summary>No digest: of what has no bytes here.</summary>
    public static ImmutableSortedDictionary<string, string> NoDigest { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A name that tells it from others of the same list; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>A URI that names it everywhere, such as a package URL; null when there is none.</summary>
    public string? Uri { get; init; }

    /// <summary>Its digests by algorithm (<c>sha256</c>, <c>sha512</c>, <c>gitCommit</c>), lower-case hexadecimal.</summary>
    public ImmutableSortedDictionary<string, string> Digest { get; init; } = NoDigest;

    /// <summary>Where it can be had; null when that is not known.</summary>
    public string? DownloadLocation { get; init; }

    /// <summary>Its media type; null when that is not known.</summary>
    public string? MediaType { get; init; }

    /// <summary>What else there is to say of it.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The digests of a SHA-256.</summary>
    /// <param name="hex">64 lower-case hexadecimal digits.</param>
    public static ImmutableSortedDictionary<string, string> Sha256(string hex) => Digests("sha256", hex);

    /// <summary>The digests of one algorithm.</summary>
    /// <param name="algorithm">Its name.</param>
    /// <param name="hex">Lower-case hexadecimal digits.</param>
    public static ImmutableSortedDictionary<string, string> Digests(string algorithm, string hex) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(algorithm, hex);
}
