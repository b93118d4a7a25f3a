namespace Wolfi.Oci.Registries;

/// <summary>What a credential is.</summary>
public enum RegistryCredentialKind
{
    /// <summary>A user's name and password.</summary>
    Password,

    /// <summary>A token that is exchanged for others at the registry's token server (OAuth 2's refresh token).</summary>
    IdentityToken,

    /// <summary>A token that the registry itself takes.</summary>
    AccessToken,
}
