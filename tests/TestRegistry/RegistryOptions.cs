using System.Security.Cryptography.X509Certificates;

namespace Wolfi.TestRegistry;

/// <summary>What kind of registry it is.</summary>
public sealed record RegistryOptions
{
    /// <summary>Makes it a TLS server.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether it listens on [::1] instead of 127.0.0.1.</summary>
    public bool Ipv6 { get; init; }

    /// <summary>Whether it has the referrers API.</summary>
    public bool Referrers { get; init; } = true;

    /// <summary>Entries of a page of referrers.</summary>
    public int PageSize { get; init; } = int.MaxValue;

    /// <summary>Whether it mounts blobs of other repositories.</summary>
    public bool Mounts { get; init; } = true;

    /// <summary>Whether it gives places of uploads without scheme and host.</summary>
    public bool RelativeLocations { get; init; }

    /// <summary>The smallest piece that it takes; 0 for any.</summary>
    public long SmallestChunk { get; init; }

    /// <summary><c>USER:PASSWORD</c> that it wants by Basic; null lets everybody in.</summary>
    public string? Basic { get; init; }

    /// <summary><c>USER:PASSWORD</c> that its token server wants; empty for a token server that gives tokens to everybody; null for none.</summary>
    public string? TokenUser { get; init; }

    /// <summary>The identity token that its token server takes.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>Requests that a token is good for.</summary>
    public int TokenUses { get; init; } = int.MaxValue;

    /// <summary>Whether a token is good only for what it was asked for.</summary>
    public bool ChecksScopes { get; init; }

    /// <summary>Waits before each answer, at random up to this.</summary>
    public TimeSpan Slowness { get; init; }
}
