namespace Wolfi.SupplyChain.Certificates;

/// <summary>How a certificate names whose key it is: the kinds of subject alternative names that Fulcio writes.</summary>
public enum IdentityKind
{
    /// <summary>A URI: a workflow's, or another machine's.</summary>
    Uri,

    /// <summary>An e-mail address.</summary>
    Email,

    /// <summary>A user's name at the issuer.</summary>
    UserName,
}
