using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// Where the credentials of private repositories may be found, as read from the environment once. It holds secrets: it is never written anywhere, and
/// its text tells none.
/// </summary>
public sealed class CredentialSources
{
    /// <summary>Nowhere.</summary>
    public static CredentialSources None { get; } = new();

    /// <summary>The values of the environment variables that are named after servers, by name.</summary>
    public ImmutableDictionary<string, string> HostVariables { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The environment variable <c>HTTP_AUTH</c>; null when it is not set.</summary>
    public string? HttpAuth { get; init; }

    /// <summary>The netrc file; null when there is none. It is read when a server is asked for, and not before.</summary>
    public string? NetrcFile { get; init; }

    /// <summary>The program that is asked when all else knows nothing: an absolute path, or a name to look for on the search path; null for none.</summary>
    public string? Command { get; init; }

    /// <summary>The search path.</summary>
    public string? SearchPath { get; init; }

    /// <summary>The same with another command.</summary>
    public CredentialSources WithCommand(string command) => new()
    {
        HostVariables = HostVariables,
        HttpAuth = HttpAuth,
        NetrcFile = NetrcFile,
        Command = command,
        SearchPath = SearchPath,
    };

    /// <summary>What a client asks: remembers each server's answer for its own life, and so asks a command once.</summary>
    /// <param name="warn">Takes warnings.</param>
    public IRepositoryCredentials Open(Action<Diagnostic> warn)
    {
        ArgumentNullException.ThrowIfNull(warn);
        return new CredentialFinder(this, warn);
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(CredentialSources);
}
