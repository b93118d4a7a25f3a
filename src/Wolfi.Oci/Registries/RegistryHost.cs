using System.Collections.Immutable;
using System.Net;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>A registry as the client speaks to it.</summary>
internal sealed record RegistryHost
{
    private const string DockerHubServer = "registry-1.docker.io";

    private RegistryHost(string name, string authority)
    {
        Name = name;
        Authority = authority;
    }

    /// <summary>The registry as references name it.</summary>
    public string Name { get; }

    /// <summary>Host and port of its server.</summary>
    public string Authority { get; }

    /// <summary>Whether the user said that plain http and any certificate will do, for this host and port alone.</summary>
    public bool IsInsecure { get; private init; }

    /// <summary>Whether it is on this machine.</summary>
    public bool IsLoopback => HostOf(Authority) is var host && (host == "localhost" || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    /// <summary>Whether plain http is tried where its server speaks no TLS.</summary>
    public bool MayUseHttp => IsLoopback || IsInsecure;

    /// <summary>The registry of a reference.</summary>
    /// <param name="registry">Host and port.</param>
    /// <param name="insecure">The registries, as hosts with ports, that the user calls insecure.</param>
    public static RegistryHost Of(string registry, ImmutableArray<string> insecure)
    {
        string name = registry.ToLowerInvariant();
        string authority = name == ImageReference.DockerHub ? DockerHubServer : name;
        return new RegistryHost(name, authority) { IsInsecure = insecure.Contains(name, StringComparer.OrdinalIgnoreCase) || insecure.Contains(authority, StringComparer.OrdinalIgnoreCase) };
    }

    /// <summary>The address of its server.</summary>
    public Uri Base(string scheme) => new($"{scheme}://{Authority}/");

    private static string HostOf(string authority)
    {
        int colon = authority.LastIndexOf(':');
        string host = colon > authority.LastIndexOf(']') ? authority[..colon] : authority;
        return host.Trim('[', ']');
    }
}
