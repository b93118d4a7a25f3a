namespace Wolfi.SupplyChain.Identities;

/// <summary>Whom a certificate of a signer names, and what of its build (Fulcio, oid-info.md). It is proved as far as the certificate is.</summary>
public sealed record SigningIdentity
{
    /// <summary>The one subject alternative name: a URI, an e-mail address, or a user name.</summary>
    public required string Name { get; init; }

    /// <summary>The OpenID Connect provider that vouched for it.</summary>
    public required string Issuer { get; init; }

    /// <summary>URI of the instructions that signed, such as a workflow that others call; null where nothing is said.</summary>
    public string? BuildSigner { get; init; }

    /// <summary>Whose machine ran it: <c>github-hosted</c>, <c>gitlab-hosted</c> or <c>self-hosted</c>; null where nothing is said.</summary>
    public string? RunnerEnvironment { get; init; }

    /// <summary>URI of the repository that was built; null where nothing is said.</summary>
    public string? SourceRepository { get; init; }

    /// <summary>Commit of the repository; null where nothing is said.</summary>
    public string? SourceCommit { get; init; }

    /// <summary>Branch or tag of the repository; null where nothing is said.</summary>
    public string? SourceReference { get; init; }

    /// <summary>URI of the run; null where nothing is said.</summary>
    public string? Run { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Issuer})";
}
