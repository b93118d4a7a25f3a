using System.Text;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>One entry of a credential file, as it stands there. Its text tells nothing.</summary>
internal sealed class AuthEntry(string? auth, string? user, string? password, string? identityToken, string? registryToken)
{
    private const int MostCharacters = 64 * 1024;

    /// <summary>Whether it says nothing: Docker leaves such entries where a store has the credential.</summary>
    public bool IsEmpty => auth is null && user is null && password is null && identityToken is null && registryToken is null;

    /// <summary>The credential; null when the entry can't be one.</summary>
    /// <param name="source">Where it was found, for messages.</param>
    public RegistryCredential? Credential(string source)
    {
        if (registryToken is not null)
        {
            return RegistryCredential.TryToken(RegistryCredentialKind.AccessToken, registryToken, source, out RegistryCredential? token) ? token : null;
        }

        if (identityToken is not null)
        {
            return RegistryCredential.TryToken(RegistryCredentialKind.IdentityToken, identityToken, source, out RegistryCredential? token) ? token : null;
        }

        (string? name, string? secret) = user is not null && password is not null ? (user, password) : Decode();
        return name is not null && secret is not null && RegistryCredential.TryPassword(name, secret, source, out RegistryCredential? credential) ? credential : null;
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(AuthEntry);

    // USER:PASSWORD in base64; the password may hold colons, and old writers put zeros behind it.
    private (string? User, string? Password) Decode()
    {
        if (auth is null || auth.Length > MostCharacters)
        {
            return (null, null);
        }

        byte[] bytes = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth.Trim(), bytes, out int length))
        {
            return (null, null);
        }

        string text = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0');
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (null, null) : (text[..colon], text[(colon + 1)..]);
    }
}
