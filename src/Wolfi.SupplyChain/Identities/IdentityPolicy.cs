namespace Wolfi.SupplyChain.Identities;

/// <summary>Who may have signed without a key of their own.</summary>
/// <param name="Name">The name in the certificate: a workflow's URI, or an e-mail address.</param>
/// <param name="Issuer">Who told the certificate authority that it was them: the URL of an OpenID Connect provider.</param>
public sealed record IdentityPolicy(NamePattern Name, NamePattern Issuer)
{
    /// <summary>URI of the repository that the workflow must have run for; null for any.</summary>
    public string? SourceRepository { get; init; }

    /// <summary>The branch or tag that it must have run for, such as <c>refs/tags/v1</c>; null for any.</summary>
    public string? SourceReference { get; init; }

    /// <summary>The commit that it must have run for; null for any.</summary>
    public string? SourceCommit { get; init; }

    /// <summary>Why an identity is not this one; null where it is.</summary>
    /// <param name="identity">The identity.</param>
    public string? FaultOf(SigningIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return !Name.IsMatch(identity.Name) ? $"its certificate names '{Shown.Name(identity.Name)}'{Name.FaultOf(identity.Name)}"
            : !Issuer.IsMatch(identity.Issuer) ? $"whoever vouched for '{Shown.Name(identity.Name)}' is '{Shown.Name(identity.Issuer)}'{Issuer.FaultOf(identity.Issuer)}"
            : Differs(SourceRepository, identity.SourceRepository) ? $"the workflow ran for {Said(identity.SourceRepository, "repository")}, not for '{Shown.Name(SourceRepository)}'"
            : Differs(SourceReference, identity.SourceReference) ? $"the workflow ran for {Said(identity.SourceReference, "branch or tag")}, not for '{Shown.Name(SourceReference)}'"
            : Differs(SourceCommit, identity.SourceCommit) ? $"the workflow ran for {Said(identity.SourceCommit, "commit")}, not for '{Shown.Name(SourceCommit)}'"
            : null;
    }

    private static bool Differs(string? asked, string? said) => asked is not null && asked != said;

    private static string Said(string? value, string what) => value is null ? $"no {what} that its certificate names" : $"'{Shown.Name(value)}'";
}
