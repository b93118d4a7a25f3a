using System.Collections.Concurrent;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>Asks one source after the other: the variables, the file that the environment names, Docker's and Podman's files with their helpers. The first that knows the registry counts.</summary>
internal sealed class RegistryCredentialFinder(RegistryCredentialSources sources, RegistryUse use, Action<Diagnostic> warn) : IRegistryCredentials
{
    private readonly ConcurrentDictionary<(string Helper, string Server), RegistryCredential?> _helped = new();
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    public async ValueTask<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken)
    {
        if (sources.Anonymous)
        {
            return null;
        }

        if (RegistryVariables.Find(sources.Variables, use) is { } variable)
        {
            return variable;
        }

        foreach (string path in sources.NamedFile is { } named ? sources.Files.Prepend(named) : sources.Files)
        {
            if (AuthFile.Read(path, mustExist: path == sources.NamedFile, Warn) is { } file
                && await FindAsync(file, registry, repository, cancellationToken).ConfigureAwait(false) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }

    private async Task<RegistryCredential?> FindAsync(AuthFile file, string registry, string repository, CancellationToken cancellationToken)
    {
        if (file.HelperFor(registry) is { } helper)
        {
            string server = RegistryKeys.ServerFor(registry);
            if (!_helped.TryGetValue((helper, server), out RegistryCredential? known))
            {
                known = await CredentialHelper.AskAsync(helper, server, file.Path, sources.SearchPath, cancellationToken).ConfigureAwait(false);
                _helped[(helper, server)] = known;
            }

            if (known is not null)
            {
                return known;
            }
        }

        return file.Find(registry, repository);
    }

    // Once for each file, however many repositories are asked for.
    private void Warn(Diagnostic diagnostic)
    {
        if (_warned.TryAdd(diagnostic.ToString(), true))
        {
            warn(diagnostic);
        }
    }
}
