using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// Where the credentials of registries may be found, as read from the environment once. It holds secrets: it is never written anywhere, and its text tells
/// none. Files and helpers are asked when a registry wants to know who it speaks to, and not before.
/// </summary>
public sealed class RegistryCredentialSources
{
    /// <summary>Nowhere.</summary>
    public static RegistryCredentialSources None { get; } = new();

    /// <summary>The environment variables for credentials, by name.</summary>
    public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Absolute path of the file that the environment names, which then must be there; null for none.</summary>
    public string? NamedFile { get; init; }

    /// <summary>Absolute paths of Docker's and Podman's files, in the order in which they are asked.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>The search path, where credential helpers are found.</summary>
    public string? SearchPath { get; init; }

    /// <summary>Whether nothing is to be looked for: every registry is asked anonymously.</summary>
    public bool Anonymous { get; init; }

    /// <summary>What a client asks: remembers each answer of a helper for its own life.</summary>
    /// <param name="use">What the registry is used for.</param>
    /// <param name="warn">Takes warnings.</param>
    public IRegistryCredentials Open(RegistryUse use, Action<Diagnostic> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        return new RegistryCredentialFinder(this, use, warn);
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(RegistryCredentialSources);
}
