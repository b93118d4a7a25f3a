namespace Wolfi.SupplyChain.Identities;

/// <summary>Who may have signed without a key of their own.</summary>
/// <param name="Name">The name in the certificate: a workflow's URI, or an e-mail address.</param>
/// <param name="Issuer">Who told the certificate authority that it was them: the URL of an OpenID Connect provider.</param>
public sealed record IdentityPolicy(NamePattern Name, NamePattern Issuer)
{
    /// <summary>Why an identity is not this one; null where it is.</summary>
    /// <param name="identity">The identity.</param>
    public string? FaultOf(SigningIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return !Name.IsMatch(identity.Name) ? $"it was signed by '{Shown.Text(identity.Name)}', not by '{Shown.Text(Name.ToString())}'"
            : !Issuer.IsMatch(identity.Issuer) ? $"'{Shown.Text(identity.Name)}' is vouched for by '{Shown.Text(identity.Issuer)}', not by '{Shown.Text(Issuer.ToString())}'"
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Issuer})";
}
