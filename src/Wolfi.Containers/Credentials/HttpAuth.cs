using System.Globalization;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// The variable <c>HTTP_AUTH</c> in apko's form, <c>basic:HOST[:PORT]:USER:PASSWORD</c>. Unlike there the host may have a port, an IPv6 address in
/// brackets is a host, and the password may hold colons.
/// </summary>
internal static class HttpAuth
{
    public const string Variable = "HTTP_AUTH";

    /// <summary>The credential that the variable has for a server; null when it is for another, or in another form (programs have several for it).</summary>
    public static RepositoryCredential? Find(string value, RepositoryOrigin origin)
    {
        const string Scheme = "basic:";
        if (!value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string rest = value[Scheme.Length..];
        if (!rest.StartsWith(origin.Host, StringComparison.OrdinalIgnoreCase) || rest.Length == origin.Host.Length || rest[origin.Host.Length] != ':')
        {
            return null;
        }

        string[] fields = rest[(origin.Host.Length + 1)..].Split(':');

        // Three fields and more: the first is a port when it can be one, else the colons belong to the password.
        bool hasPort = fields.Length > 2 && ushort.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0;
        bool matches = hasPort ? fields[0] == origin.Port.ToString(CultureInfo.InvariantCulture) : origin.IsDefaultPort;
        string[] user = hasPort ? fields[1..] : fields;
        return matches && user.Length > 1 && RepositoryCredential.TryBasic(user[0], string.Join(':', user[1..]), Variable, out RepositoryCredential? credential)
            ? credential
            : null;
    }
}
