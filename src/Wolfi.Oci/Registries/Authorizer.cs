using System.Collections.Immutable;
using System.Net.Http.Headers;

namespace Wolfi.Oci.Registries;

/// <summary>Answers a registry's challenges: with Basic, or with tokens of its token server, which it keeps while they are good. Anonymous where nothing is known.</summary>
/// <param name="host">The registry.</param>
/// <param name="credentials">Knows credentials; null for none.</param>
/// <param name="tokens">Asks token servers.</param>
/// <param name="secrets">Remembers what was sent.</param>
/// <param name="time">The clock.</param>
internal sealed class Authorizer(RegistryHost host, IRegistryCredentials? credentials, TokenServer tokens, SecretTexts secrets, TimeProvider time) : IDisposable
{
    private const int MostScopes = 16;
    private const int LongestScope = 512;

    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, RegistryCredential?> _credentials = new(StringComparer.Ordinal);
    private readonly Dictionary<AccessScope, Granted> _granted = [];
    private readonly Dictionary<AccessScope, ImmutableSortedSet<string>> _scopes = [];
    private Uri? _realm;
    private string? _service;
    private bool _basic;

    /// <summary>Why access may have been refused for a repository.</summary>
    public string Refusal(string repository)
    {
        lock (_credentials)
        {
            return _credentials.TryGetValue(repository, out RegistryCredential? credential) && credential is not null
                ? $"{host.Name} does not accept the credentials from {credential.Source}"
                : $"no credentials are known for {host.Name}";
        }
    }

    /// <summary>The header for a request; null while the registry has asked for none.</summary>
    public async Task<AuthenticationHeaderValue?> HeaderAsync(AccessScope scope, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_basic)
            {
                return await BasicAsync(scope.Repository, cancellationToken).ConfigureAwait(false);
            }

            if (_realm is null)
            {
                return null;
            }

            if (!_granted.TryGetValue(scope, out Granted? granted) || granted.Ends <= time.GetUtcNow())
            {
                _granted[scope] = granted = await GrantAsync(scope, _realm, cancellationToken).ConfigureAwait(false);
            }

            return granted.Header;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Learns from a 401 answer; false where another try would be answered in the same way.</summary>
    /// <param name="scope">What the request wanted.</param>
    /// <param name="registry">The registry's address.</param>
    /// <param name="headers">The <c>WWW-Authenticate</c> lines.</param>
    /// <param name="used">What was sent.</param>
    /// <param name="again">Whether this request came back before with a token that was new.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The token server is refused.</exception>
    public async Task<bool> LearnAsync(AccessScope scope, Uri registry, IEnumerable<string> headers, AuthenticationHeaderValue? used, bool again, CancellationToken cancellationToken)
    {
        ImmutableArray<AuthChallenge> challenges = AuthChallenge.Parse(headers);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            RegistryCredential? credential = await FindAsync(scope.Repository, cancellationToken).ConfigureAwait(false);
            AuthChallenge? bearer = challenges.FirstOrDefault(challenge => challenge.Scheme == "bearer");
            if (bearer is not null && (credential?.Kind == RegistryCredentialKind.AccessToken || bearer["realm"] is not null))
            {
                return LearnBearer(scope, registry, bearer, credential, used, again);
            }

            bool wasBasic = used?.Scheme == "Basic";
            _basic = challenges.Any(challenge => challenge.Scheme == "basic") && credential?.Kind == RegistryCredentialKind.Password && !wasBasic;
            return _basic;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private bool LearnBearer(AccessScope scope, Uri registry, AuthChallenge bearer, RegistryCredential? credential, AuthenticationHeaderValue? used, bool again)
    {
        _realm = bearer["realm"] is { } realm ? AddressPolicy.Realm(registry, realm) : registry;
        _service = bearer["service"];
        _basic = false;

        // Somebody else may have got a newer token meanwhile.
        Granted? current = _granted.GetValueOrDefault(scope);
        if (current is not null && !Equals(current.Header, used))
        {
            return true;
        }

        _granted.Remove(scope);
        ImmutableSortedSet<string> before = ScopesOf(scope);
        ImmutableSortedSet<string> wanted = before.Union(Scopes(bearer["scope"]));
        if (wanted.Count <= MostScopes)
        {
            _scopes[scope] = wanted;
        }

        return used is null || (credential?.Kind != RegistryCredentialKind.AccessToken && (!again || wanted.Count > before.Count));
    }

    // Scopes are parted by spaces; the registry's own words, so within bounds.
    private static IEnumerable<string> Scopes(string? text) =>
        (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(scope => scope.Length <= LongestScope && scope.All(letter => letter is > ' ' and <= '~')).Take(MostScopes);

    private ImmutableSortedSet<string> ScopesOf(AccessScope scope) =>
        _scopes.TryGetValue(scope, out ImmutableSortedSet<string>? scopes) ? scopes : scope.Names.ToImmutableSortedSet(StringComparer.Ordinal);

    private async Task<Granted> GrantAsync(AccessScope scope, Uri realm, CancellationToken cancellationToken)
    {
        RegistryCredential? credential = await FindAsync(scope.Repository, cancellationToken).ConfigureAwait(false);
        if (credential?.Kind == RegistryCredentialKind.AccessToken)
        {
            return new Granted(new AuthenticationHeaderValue("Bearer", credential.Secret), DateTimeOffset.MaxValue);
        }

        AccessToken token = await tokens.AskAsync(new TokenQuestion(realm, _service, ScopesOf(scope), credential), cancellationToken).ConfigureAwait(false);
        secrets.Add(token.Token);
        TimeSpan lifetime = token.Lifetime > 2 * s_margin ? token.Lifetime - s_margin : token.Lifetime;
        return new Granted(new AuthenticationHeaderValue("Bearer", token.Token), time.GetUtcNow() + lifetime);
    }

    private async Task<AuthenticationHeaderValue?> BasicAsync(string repository, CancellationToken cancellationToken) =>
        await FindAsync(repository, cancellationToken).ConfigureAwait(false) is { Kind: RegistryCredentialKind.Password } credential
            ? new AuthenticationHeaderValue("Basic", credential.BasicValue)
            : null;

    private async Task<RegistryCredential?> FindAsync(string repository, CancellationToken cancellationToken)
    {
        lock (_credentials)
        {
            if (_credentials.TryGetValue(repository, out RegistryCredential? known))
            {
                return known;
            }
        }

        RegistryCredential? found = credentials is null ? null : await credentials.FindAsync(host.Name, repository, cancellationToken).ConfigureAwait(false);
        if (found is not null)
        {
            secrets.Add(found.Secret);
            secrets.Add(found.BasicValue);
        }

        lock (_credentials)
        {
            _credentials[repository] = found;
        }

        return found;
    }

    private sealed record Granted(AuthenticationHeaderValue Header, DateTimeOffset Ends);
}
