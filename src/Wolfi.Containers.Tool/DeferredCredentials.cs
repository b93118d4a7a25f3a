using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Tool;

/// <summary>Looks for credentials when the first file is downloaded, and not before.</summary>
/// <param name="open">Reads where they may be found.</param>
internal sealed class DeferredCredentials(Func<IRepositoryCredentials> open) : IRepositoryCredentials
{
    private readonly Lazy<IRepositoryCredentials> _opened = new(open);

    /// <inheritdoc/>
    public ValueTask<RepositoryCredential?> FindAsync(RepositoryOrigin origin, CancellationToken cancellationToken) => _opened.Value.FindAsync(origin, cancellationToken);
}
