using System.Collections.Immutable;
using System.Net;

namespace Wolfi.Oci.Registries;

/// <summary>One request, as often as it has to be sent.</summary>
internal sealed record RegistryRequest
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path and query below the registry's address; null where <see cref="Url"/> says all.</summary>
    public string? Path { get; init; }

    /// <summary>An address that the registry named and the policy passed; null for <see cref="Path"/>.</summary>
    public Uri? Url { get; init; }

    /// <summary>What messages call it.</summary>
    public required string Shown { get; init; }

    /// <summary>What it wants to do.</summary>
    public required AccessScope Scope { get; init; }

    /// <summary>Makes its body anew for each time that it is sent.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Media types that are accepted.</summary>
    public ImmutableArray<string> Accept { get; init; } = [];

    /// <summary>The first byte that is wanted; 0 for all.</summary>
    public long From { get; init; }

    /// <summary>Statuses that the caller understands; all others are failures.</summary>
    public required ImmutableArray<HttpStatusCode> Expected { get; init; }

    /// <summary>Whether the registry stores a whole blob before it answers.</summary>
    public bool Commits { get; init; }
}
