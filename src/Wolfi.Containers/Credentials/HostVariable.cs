using System.Globalization;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// The environment variable that is named after a server: <c>WOLFI_AUTH_PACKAGES_EXAMPLE_COM</c>. A dot becomes <c>_</c>, a dash <c>__</c>, the colon
/// before a port that is not the scheme's own <c>___</c>; so no two servers share a variable.
/// </summary>
internal static class HostVariable
{
    public const string Prefix = "WOLFI_AUTH_";

    /// <summary>The variable's name; null for hosts that none can be named after, such as IPv6 addresses.</summary>
    public static string? NameFor(RepositoryOrigin origin)
    {
        // A dash beside a dot, or at an end, would make runs of underscores ambiguous; no host of the DNS has it (RFC 1123, 2.1).
        bool plain = origin.Host.Split('.').All(label =>
            label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        if (!plain)
        {
            return null;
        }

        string host = origin.Host.ToUpperInvariant().Replace("-", "__", StringComparison.Ordinal).Replace('.', '_');
        return Prefix + host + (origin.IsDefaultPort ? "" : "___" + origin.Port.ToString(CultureInfo.InvariantCulture));
    }
}
