namespace Wolfi.Oci.Registries;

/// <summary>Knows what to say to which registry.</summary>
public interface IRegistryCredentials
{
    /// <summary>The credential for a repository; null when there is none. Asked once a repository, when its registry wants to know, by several threads.</summary>
    /// <param name="registry">The registry as references name it, such as <c>docker.io</c> or <c>localhost:5000</c>.</param>
    /// <param name="repository">The repository in it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<RegistryCredential?> FindAsync(string registry, string repository, CancellationToken cancellationToken);
}
