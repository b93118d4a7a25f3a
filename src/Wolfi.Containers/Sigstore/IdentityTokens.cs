using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Signing;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.Containers.Sigstore;

/// <summary>Gets the token that says who runs this build: from where the settings say, from GitLab's variable, or from GitHub's service.</summary>
internal static class IdentityTokens
{
    /// <summary>The variable with the token of a GitLab job, and of others that follow it.</summary>
    public const string TokenVariable = "SIGSTORE_ID_TOKEN";

    /// <summary>The variable with the address where a job of GitHub Actions asks for a token.</summary>
    public const string RequestUrlVariable = "ACTIONS_ID_TOKEN_REQUEST_URL";

    /// <summary>The variable with the token that a job of GitHub Actions asks with.</summary>
    public const string RequestTokenVariable = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";

    private const int MostBytes = 64 * 1024;

    /// <summary>Gets a token.</summary>
    /// <param name="settings">Where it is.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="client">Asks GitHub's service.</param>
    /// <param name="time">The clock: an expired token is of no use.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">There is none, or none that can be used.</exception>
    public static async Task<IdentityToken> GetAsync(
        SigstoreSettings settings, Func<string, string?> variable, ServiceClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        IdentityToken token = settings.Token is { } named ? Parse(ReadNamed(named, variable), SigningKeys.Sentence(named))
            : variable(TokenVariable) is { Length: > 0 } text ? Parse(text, $"The environment variable {TokenVariable}")
            : variable(RequestUrlVariable) is { Length: > 0 } url ? await AskGitHubAsync(url, variable(RequestTokenVariable) ?? "", client, cancellationToken).ConfigureAwait(false)
            : throw Missing(variable);
        return token.Expires > time.GetUtcNow()
            ? token
            : throw SigstoreErrors.TokenRefused.Fail(FormattableString.Invariant(
                $"The identity token expired at {token.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}, and this machine's clock says {time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}."));
    }

    private static IdentityToken Parse(string text, string name)
    {
        try
        {
            return IdentityToken.Parse(text, name);
        }
        catch (EvidenceException exception)
        {
            throw SigstoreErrors.OfToken(exception);
        }
    }

    private static string ReadNamed(KeyReference named, Func<string, string?> variable)
    {
        if (named.Kind == KeyReferenceKind.Environment)
        {
            return variable(named.Place) is { Length: > 0 } text ? text : throw SigstoreErrors.NoToken.Fail($"{named} is not set");
        }

        using FileStream file = InputFile.Open(named.Place);
        if (file.Length > MostBytes)
        {
            throw SigstoreErrors.TokenRefused.Fail(FormattableString.Invariant($"The file '{named.Place}' has {file.Length} bytes; no token has more than {MostBytes}."));
        }

        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }

    private static async Task<IdentityToken> AskGitHubAsync(string text, string bearer, ServiceClient client, CancellationToken cancellationToken)
    {
        const string service = "The service of GitHub Actions for identity tokens";
        if (!SigstoreService.TryParseUrl(text, out Uri? url) || bearer.Length == 0 || bearer.Any(c => char.IsControl(c) || c == ' '))
        {
            throw SigstoreErrors.NoToken.Fail($"{RequestUrlVariable} is no https URL, or {RequestTokenVariable} is no token");
        }

        ServiceAnswer answer = await client.AskAsync(
            new ServiceRequest
            {
                Url = new Uri($"{url!.AbsoluteUri}{(url.Query.Length > 0 ? '&' : '?')}audience={IdentityToken.Audience}"),
                Service = service,
                Bearer = bearer,
                Limit = MostBytes,
                RepeatsSecret = said => said.Contains(bearer, StringComparison.Ordinal),
            },
            cancellationToken).ConfigureAwait(false);
        try
        {
            return IdentityToken.Parse(IdentityToken.ReadAnswer(answer.Body, "The answer"), "The identity token of GitHub Actions");
        }
        catch (EvidenceException exception)
        {
            throw SigstoreErrors.OfAnswer(exception, "the service of GitHub Actions for identity tokens");
        }
    }

    private static WolfiException Missing(Func<string, string?> variable) =>
        variable("GITHUB_ACTIONS") == "true" ? SigstoreErrors.NoTokenPermission.Fail()
        : variable("GITLAB_CI") == "true" ? SigstoreErrors.NoTokenBlock.Fail()
        : SigstoreErrors.NoToken.Fail($"neither {TokenVariable} nor {RequestUrlVariable} is set");
}
