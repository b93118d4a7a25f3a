using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Wolfi.Apk.Repositories;

/// <summary>What a client says about itself to a server. Neither its text nor its properties tell the secret.</summary>
public sealed class RepositoryCredential
{
    private const int MostCharacters = 16 * 1024;

    // RFC 6750, 2.1: b64token.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    private RepositoryCredential(string header, string source)
    {
        Header = header;
        Source = source;
    }

    /// <summary>Where it was found, for messages: <c>HTTP_AUTH</c>.</summary>
    public string Source { get; }

    /// <summary>The value of the Authorization header.</summary>
    internal string Header { get; }

    /// <summary>User and password (RFC 7617).</summary>
    /// <param name="user">Without colon and control characters.</param>
    /// <param name="password">Without control characters.</param>
    /// <param name="source">Where it was found, for messages.</param>
    /// <param name="credential">The credential; null when it can't be one.</param>
    public static bool TryBasic(string user, string password, string source, [NotNullWhen(true)] out RepositoryCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        string text = $"{user}:{password}";
        bool valid = text.Length <= MostCharacters && !user.Contains(':', StringComparison.Ordinal) && !text.Any(char.IsControl);
        credential = valid ? new RepositoryCredential("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), source) : null;
        return valid;
    }

    /// <summary>A token (RFC 6750).</summary>
    /// <param name="token">Letters, digits and <c>-._~+/=</c>.</param>
    /// <param name="source">Where it was found, for messages.</param>
    /// <param name="credential">The credential; null when it can't be one.</param>
    public static bool TryBearer(string token, string source, [NotNullWhen(true)] out RepositoryCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(token);
        bool valid = token.Length is > 0 and <= MostCharacters && !token.AsSpan().ContainsAnyExcept(TokenCharacters);
        credential = valid ? new RepositoryCredential("Bearer " + token, source) : null;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Source;
}
