using System.Collections.Immutable;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Registries;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Settings;

/// <summary>Where a build pushes its image, and how.</summary>
/// <param name="Target">Registry, repository and tags.</param>
public sealed record PushSettings(PushTarget Target)
{
    /// <summary>Where the credentials of registries are looked for.</summary>
    public RegistryCredentialSources Credentials { get; init; } = RegistryCredentialSources.None;

    /// <summary>Registries, as hosts with ports, whose certificates are not checked and that may speak plain http.</summary>
    public ImmutableArray<string> Insecure { get; init; } = [];

    /// <summary>Where a push ends that is rehearsed; null for one that is meant.</summary>
    internal PushRehearsal? Rehearsed { get; init; }
}
