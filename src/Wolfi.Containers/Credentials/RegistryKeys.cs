using Wolfi.Oci.References;

namespace Wolfi.Containers.Credentials;

/// <summary>How credential files and helpers name registries: with a scheme and a path in old files, with a repository in Podman's, and Docker Hub by several names.</summary>
internal static class RegistryKeys
{
    private const string DockerHubServer = "https://index.docker.io/v1/";

    /// <summary>The name that helpers know a registry by.</summary>
    public static string ServerFor(string registry) => registry == ImageReference.DockerHub ? DockerHubServer : registry;

    /// <summary>A key without scheme and API version, Docker Hub by its one name; empty for what names no registry.</summary>
    public static string Normalize(string key)
    {
        string text = key.Trim();
        bool isUrl = false;
        foreach (string scheme in new[] { "https://", "http://" })
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                text = text[scheme.Length..];
                isUrl = true;
            }
        }

        text = text.TrimEnd('/');
        foreach (string version in new[] { "/v1", "/v2" })
        {
            text = text.EndsWith(version, StringComparison.Ordinal) ? text[..^version.Length] : text;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string host = (slash < 0 ? text : text[..slash]).ToLowerInvariant();
        host = host is "index.docker.io" or "registry-1.docker.io" or "docker.io" ? ImageReference.DockerHub : host;
        return slash < 0 || isUrl ? host : host + text[slash..];
    }

    /// <summary>The keys that may stand for a repository, the longest first: <c>host/team/app</c>, <c>host/team</c>, <c>host</c>.</summary>
    public static IEnumerable<string> For(string registry, string repository)
    {
        for (string name = $"{registry}/{repository}"; ; name = name[..name.LastIndexOf('/')])
        {
            yield return name;
            if (name == registry)
            {
                yield break;
            }
        }
    }
}
