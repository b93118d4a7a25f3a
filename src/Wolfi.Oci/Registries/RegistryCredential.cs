using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Wolfi.Oci.Registries;

/// <summary>What a client says about itself to a registry. Neither its text nor its public properties tell the secret.</summary>
public sealed class RegistryCredential
{
    /// <summary>The user name by which credential stores mark an identity token.</summary>
    public const string TokenUser = "<token>";

    private const int MostCharacters = 16 * 1024;

    private RegistryCredential(RegistryCredentialKind kind, string user, string secret, string source)
    {
        Kind = kind;
        User = user;
        Secret = secret;
        Source = source;
    }

    /// <summary>What it is.</summary>
    public RegistryCredentialKind Kind { get; }

    /// <summary>Where it was found, for messages.</summary>
    public string Source { get; }

    internal string User { get; }

    internal string Secret { get; }

    /// <summary>The value of a Basic header (RFC 7617).</summary>
    internal string BasicValue => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));

    /// <summary>A user's name and password, or with the name <c>&lt;token&gt;</c> an identity token.</summary>
    /// <param name="user">Without colon and control characters.</param>
    /// <param name="password">Without control characters.</param>
    /// <param name="source">Where it was found, for messages.</param>
    /// <param name="credential">The credential; null when it can't be one.</param>
    public static bool TryPassword(string user, string password, string source, [NotNullWhen(true)] out RegistryCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        if (user == TokenUser)
        {
            return TryToken(RegistryCredentialKind.IdentityToken, password, source, out credential);
        }

        bool valid = user.Length > 0 && user.Length + password.Length < MostCharacters && !user.Contains(':', StringComparison.Ordinal) && !user.Any(char.IsControl) && !password.Any(char.IsControl);
        credential = valid ? new RegistryCredential(RegistryCredentialKind.Password, user, password, source) : null;
        return valid;
    }

    /// <summary>A token of either kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="token">Visible ASCII.</param>
    /// <param name="source">Where it was found, for messages.</param>
    /// <param name="credential">The credential; null when it can't be one.</param>
    public static bool TryToken(RegistryCredentialKind kind, string token, string source, [NotNullWhen(true)] out RegistryCredential? credential)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)kind, (int)RegistryCredentialKind.Password);
        bool valid = IsToken(token);
        credential = valid ? new RegistryCredential(kind, TokenUser, token, source) : null;
        return valid;
    }

    /// <summary>Whether text can stand in an Authorization header as a token.</summary>
    internal static bool IsToken(string? token) => token is { Length: > 0 and <= MostCharacters } && token.All(letter => letter is > ' ' and <= '~');

    /// <inheritdoc/>
    public override string ToString() => Source;
}
