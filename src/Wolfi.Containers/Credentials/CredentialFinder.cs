using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Credentials;

/// <summary>Asks one source after the other: the variable named after the server, HTTP_AUTH, the netrc file, the command. The first that knows the server counts.</summary>
internal sealed class CredentialFinder(CredentialSources sources, Action<Diagnostic> warn) : IRepositoryCredentials
{
    private readonly Dictionary<RepositoryOrigin, Task<RepositoryCredential?>> _searches = [];
    private readonly Lock _lock = new();

    public async ValueTask<RepositoryCredential?> FindAsync(RepositoryOrigin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(origin);
        while (true)
        {
            try
            {
                return await Search(origin, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever began the search went away: it begins anew.
            }
        }
    }

    private Task<RepositoryCredential?> Search(RepositoryOrigin origin, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_searches.TryGetValue(origin, out Task<RepositoryCredential?>? search) || search.IsCanceled)
            {
                _searches[origin] = search = Task.Run(() => SearchAsync(origin, cancellationToken), cancellationToken);
            }

            return search;
        }
    }

    private async Task<RepositoryCredential?> SearchAsync(RepositoryOrigin origin, CancellationToken cancellationToken) =>
        FromVariable(origin)
        ?? (sources.HttpAuth is { } value ? HttpAuth.Find(value, origin) : null)
        ?? (sources.NetrcFile is { } file ? NetrcFile.Find(file, origin, warn) : null)
        ?? (sources.Command is { } command ? await CredentialCommand.AskAsync(command, sources.SearchPath, origin, cancellationToken).ConfigureAwait(false) : null);

    private RepositoryCredential? FromVariable(RepositoryOrigin origin)
    {
        if (HostVariable.NameFor(origin) is not { } name || !sources.HostVariables.TryGetValue(name, out string? value))
        {
            return null;
        }

        return CredentialText.TryParse(value, name, out RepositoryCredential? credential)
            ? credential
            : throw CredentialErrors.VariableDamaged.Fail(name, CredentialText.Form);
    }
}
