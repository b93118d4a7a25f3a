using System.Globalization;

namespace Wolfi.Apk.Repositories;

/// <summary>The server that credentials belong to: scheme, host and port. What belongs to one goes to no other.</summary>
public sealed record RepositoryOrigin
{
    private RepositoryOrigin(Uri url)
    {
        Scheme = url.Scheme;
        Host = url.HostNameType == UriHostNameType.IPv6 ? $"[{url.IdnHost}]" : url.IdnHost.ToLowerInvariant();
        Port = url.Port;
        IsDefaultPort = url.IsDefaultPort;
        IsConfidential = url.Scheme == Uri.UriSchemeHttps || url.IsLoopback;
    }

    /// <summary><c>https</c> or <c>http</c>.</summary>
    public string Scheme { get; }

    /// <summary>The host in lower case and ASCII; an IPv6 address stands in brackets.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>Whether the port is the scheme's own.</summary>
    public bool IsDefaultPort { get; }

    /// <summary>Whether nobody on the way can read what is sent: over https, or to this machine.</summary>
    public bool IsConfidential { get; }

    /// <summary>The origin of an absolute http or https URL.</summary>
    public static RepositoryOrigin Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return new RepositoryOrigin(url);
    }

    /// <summary><c>HOST</c>, or <c>HOST:PORT</c> where the port is not the scheme's own.</summary>
    public override string ToString() => IsDefaultPort ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
