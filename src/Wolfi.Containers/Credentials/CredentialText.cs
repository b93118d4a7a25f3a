using System.Diagnostics.CodeAnalysis;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Credentials;

/// <summary>How variables and commands write a credential: <c>basic USER:PASSWORD</c> or <c>bearer TOKEN</c>, on one line.</summary>
internal static class CredentialText
{
    public const string Form = "'basic USER:PASSWORD' or 'bearer TOKEN'";

    /// <summary>Reads it.</summary>
    /// <param name="text">The text; a line break at its end does not count.</param>
    /// <param name="source">Where it was found, for messages.</param>
    /// <param name="credential">The credential; null when the text is none.</param>
    public static bool TryParse(string text, string source, [NotNullWhen(true)] out RepositoryCredential? credential)
    {
        credential = null;
        string line = text.TrimEnd('\r', '\n');
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return false;
        }

        string value = line[(space + 1)..];
        return line[..space].ToLowerInvariant() switch
        {
            "basic" => value.IndexOf(':', StringComparison.Ordinal) is int colon and >= 0
                && RepositoryCredential.TryBasic(value[..colon], value[(colon + 1)..], source, out credential),
            "bearer" => RepositoryCredential.TryBearer(value, source, out credential),
            _ => false,
        };
    }
}
