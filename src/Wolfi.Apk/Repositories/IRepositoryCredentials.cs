namespace Wolfi.Apk.Repositories;

/// <summary>Knows what to say to which server.</summary>
public interface IRepositoryCredentials
{
    /// <summary>The credential for a server; null when there is none. Asked once for each file that is fetched, by several threads.</summary>
    /// <param name="origin">The server.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<RepositoryCredential?> FindAsync(RepositoryOrigin origin, CancellationToken cancellationToken);
}
