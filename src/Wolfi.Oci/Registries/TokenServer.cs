using System.Net;
using System.Net.Http.Headers;

namespace Wolfi.Oci.Registries;

/// <summary>Asks token servers (distribution's token and OAuth 2 protocols).</summary>
/// <param name="host">The registry.</param>
/// <param name="wire">The connections.</param>
/// <param name="timing">How long to wait.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenServer(RegistryHost host, RegistryWire wire, RegistryTiming timing, TimeProvider time)
{
    private const string ClientName = "wolfi-containers";

    /// <summary>Gets a token.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    /// <exception cref="PassingFault">There is none now.</exception>
    public async Task<AccessToken> AskAsync(TokenQuestion question, CancellationToken cancellationToken)
    {
        if (question.Credential is { Kind: RegistryCredentialKind.IdentityToken })
        {
            (HttpStatusCode status, AccessToken? token) = await SendAsync(question, Post(question), cancellationToken).ConfigureAwait(false);
            if (status is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed))
            {
                return token ?? throw Refused(question, status);
            }
        }

        (HttpStatusCode answer, AccessToken? got) = await SendAsync(question, Get(question), cancellationToken).ConfigureAwait(false);
        return got ?? throw Refused(question, answer);
    }

    private static HttpRequestMessage Get(TokenQuestion question)
    {
        IEnumerable<string> own = question.Realm.Query.Length > 1 ? [question.Realm.Query[1..]] : [];
        IEnumerable<string> service = question.Service is { } name ? [$"service={Uri.EscapeDataString(name)}"] : [];
        IEnumerable<string> scopes = question.Scopes.Select(scope => $"scope={Uri.EscapeDataString(scope)}");
        HttpRequestMessage request = new(HttpMethod.Get, new UriBuilder(question.Realm) { Query = string.Join('&', [.. own, .. service, .. scopes]) }.Uri);
        if (question.Credential is { } credential)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credential.BasicValue);
        }

        return request;
    }

    private static HttpRequestMessage Post(TokenQuestion question) => new(HttpMethod.Post, question.Realm)
    {
        Content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "refresh_token"),
            KeyValuePair.Create("refresh_token", question.Credential!.Secret),
            KeyValuePair.Create("service", question.Service ?? ""),
            KeyValuePair.Create("scope", string.Join(' ', question.Scopes)),
            KeyValuePair.Create("client_id", ClientName),
        ]),
    };

    // A token server that redirects would decide who gets the credentials next.
    private async Task<(HttpStatusCode Status, AccessToken? Token)> SendAsync(TokenQuestion question, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        using HttpResponseMessage response = await wire.SendAsync(request, timing.Answer, cancellationToken).ConfigureAwait(false);
        if (WireFaults.IsPassing(response.StatusCode))
        {
            throw WireFaults.Passing(response, "the token server", time);
        }

        if (!response.IsSuccessStatusCode)
        {
            return (response.StatusCode, null);
        }

        ReadOnlyMemory<byte> body = await wire.ReadAsync(response, AccessToken.MostBytes, $"the answer of the token server {AddressPolicy.Show(question.Realm)}", cancellationToken).ConfigureAwait(false);
        return (response.StatusCode, AccessToken.Parse(body)
            ?? throw new RegistryException(RegistryFault.UnexpectedAnswer, $"The token server {AddressPolicy.Show(question.Realm)} of {host.Name} answers without a token."));
    }

    private RegistryException Refused(TokenQuestion question, HttpStatusCode status)
    {
        string who = question.Credential is { } credential ? $"it does not accept the credentials from {credential.Source}" : $"no credentials are known for {host.Name}";
        return status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed
            ? new RegistryException(RegistryFault.Unauthorized, $"The token server {AddressPolicy.Show(question.Realm)} of {host.Name} gives no token for {string.Join(' ', question.Scopes)} (status {(int)status}): {who}.")
            : new RegistryException(RegistryFault.UnexpectedAnswer, $"The token server {AddressPolicy.Show(question.Realm)} of {host.Name} answers with status {(int)status}.");
    }
}
