namespace Wolfi.Apk.Repositories;

/// <summary>Who a client is to the server of one file: the credential that goes there, and the sentence for when it is refused.</summary>
/// <param name="Credential">What is sent to the file's own server, and nowhere else; null sends nothing.</param>
/// <param name="Refusal">Why access may have been refused there.</param>
internal sealed record HttpAccess(RepositoryCredential? Credential, string Refusal)
{
    /// <summary>Of a server that a redirect leads to.</summary>
    public static HttpAccess AfterRedirect { get; } = new(null, "a redirect led to another server, and credentials are never sent across one");

    /// <summary>Of a server that another one names.</summary>
    public static HttpAccess Foreign { get; } = new(null, "the repository names another server, and credentials are never sent there");

    /// <summary>Decides for a file: its repository's URL first, then what is known of its server.</summary>
    /// <exception cref="ApkException">The credentials that there are can't be used.</exception>
    public static async Task<HttpAccess> FindAsync(HttpFile file, IRepositoryCredentials? credentials, CancellationToken cancellationToken)
    {
        if (file.IsForeign)
        {
            return Foreign;
        }

        if (file.UserInfo is { } own)
        {
            return Sent(own);
        }

        RepositoryOrigin origin = RepositoryOrigin.Of(file.Url);
        RepositoryCredential? found = credentials is null ? null : await credentials.FindAsync(origin, cancellationToken).ConfigureAwait(false);
        return found is null ? new HttpAccess(null, $"no credentials are known for {origin}")
            : origin.IsConfidential ? Sent(found)
            : new HttpAccess(null, $"the credentials from {found.Source} are not sent over plain http");
    }

    private static HttpAccess Sent(RepositoryCredential credential) => new(credential, $"it does not accept the credentials from {credential.Source}");
}
