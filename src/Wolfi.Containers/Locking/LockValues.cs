using System.Buffers.Text;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Locking;

/// <summary>The grammar of values in a lock file.</summary>
internal static class LockValues
{
    /// <summary>The form of a SHA-256, for messages.</summary>
    public const string Sha256 = "64 lower-case hexadecimal digits";

    /// <summary>The form of a repository's URL, for messages.</summary>
    public const string RepositoryUrl = "an https or http URL without user info, query and slash at its end";

    /// <summary>Whether the text is a SHA-256 in lower-case hexadecimal.</summary>
    public static bool IsSha256(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether the text is <c>sha256:</c> and such a hash.</summary>
    public static bool IsDigest(string text) => text.StartsWith("sha256:", StringComparison.Ordinal) && IsSha256(text["sha256:".Length..]);

    /// <summary>Whether the text is <c>Q1</c> and the base64 of 20 bytes.</summary>
    public static bool IsChecksum(string text) =>
        text.Length == 30 && text.StartsWith("Q1", StringComparison.Ordinal) && Base64.IsValid(text.AsSpan(2), out int bytes) && bytes == 20;

    /// <summary>Whether the text is an https or http URL in the form that this product writes: no user info, query, fragment or slash at the end.</summary>
    public static bool IsRepositoryUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && uri.Scheme is "https" or "http"
        && text == RepositoryLocation.Redact(text).TrimEnd('/');

    /// <summary>Whether the text is a rule of names.</summary>
    public static bool IsPattern(string text) => text.Length is > 0 and <= 1024 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '_' or '.' or '+' or ':');
}
