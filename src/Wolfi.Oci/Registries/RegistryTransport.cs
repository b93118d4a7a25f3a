using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace Wolfi.Oci.Registries;

/// <summary>Sends requests to one registry: with its credentials, to it alone; follows redirects without them; turns statuses into failures.</summary>
internal sealed class RegistryTransport : IDisposable
{
    private const int MostRedirects = 10;
    private const int MostChallenges = 4;
    private const int MostWarnings = 20;
    private const string WarnCode = "299";

    private readonly RegistryHost _host;
    private readonly RegistryClientOptions _options;
    private readonly SecretTexts _secrets = new();
    private readonly Authorizer _authorizer;
    private readonly ConcurrentDictionary<string, bool> _warnings = new(StringComparer.Ordinal);

    public RegistryTransport(RegistryHost host, RegistryClientOptions options)
    {
        _host = host;
        _options = options;
        Wire = new RegistryWire(host, options.Timing, options.Time, options.Configure);
        _authorizer = new Authorizer(host, options.Credentials, new TokenServer(host, Wire, options.Timing, options.Time), _secrets, options.Time);
        Retries = new Retries(options.Timing, options.Time, options.Random, options.Tell);
    }

    public RegistryWire Wire { get; }

    public Retries Retries { get; }

    /// <summary>Sends a request, again as often as it may help.</summary>
    /// <returns>An answer with one of the expected statuses, read to the end of its head.</returns>
    /// <exception cref="RegistryException">There is none.</exception>
    public Task<HttpResponseMessage> SendAsync(RegistryRequest request, CancellationToken cancellationToken) =>
        Retries.RunAsync(request.Shown, token => SendOnceAsync(request, token), cancellationToken);

    /// <summary>Sends a request and reads the whole answer, again as often as it may help.</summary>
    /// <exception cref="RegistryException">There is none.</exception>
    public Task<(HttpResponseMessage Response, ReadOnlyMemory<byte> Body)> ReadAsync(RegistryRequest request, int limit, CancellationToken cancellationToken) => Retries.RunAsync(
        request.Shown,
        async token =>
        {
            using HttpResponseMessage response = await SendOnceAsync(request, token).ConfigureAwait(false);
            return (response, await Wire.ReadAsync(response, limit, $"the answer to {request.Shown}", token).ConfigureAwait(false));
        },
        cancellationToken);

    /// <summary>Sends a request; trying again is the caller's.</summary>
    /// <exception cref="PassingFault">There is no good answer now.</exception>
    /// <exception cref="RegistryException">There will be none.</exception>
    public async Task<HttpResponseMessage> SendOnceAsync(RegistryRequest request, CancellationToken cancellationToken)
    {
        Uri registry = await Wire.BaseAsync(cancellationToken).ConfigureAwait(false);
        Uri url = request.Url ?? new Uri(registry, request.Path);
        bool own = AddressPolicy.IsSameServer(registry, url);
        int challenges = 0;
        int redirects = 0;
        while (true)
        {
            AuthenticationHeaderValue? authorization = own ? await _authorizer.HeaderAsync(request.Scope, cancellationToken).ConfigureAwait(false) : null;
            HttpResponseMessage response = await SendAsync(request, url, authorization, cancellationToken).ConfigureAwait(false);
            bool handedOut = false;
            try
            {
                if (response.StatusCode == HttpStatusCode.Unauthorized && own && challenges++ < MostChallenges
                    && await _authorizer.LearnAsync(request.Scope, registry, HeaderLines(response, "WWW-Authenticate"), authorization, challenges > 2, cancellationToken).ConfigureAwait(false))
                {
                    continue;
                }

                if (IsRedirect(response.StatusCode) && (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head))
                {
                    Uri next = redirects++ < MostRedirects
                        ? AddressPolicy.Redirect(registry, url, HeaderLines(response, "Location").FirstOrDefault())
                        : throw new RegistryException(RegistryFault.Refused, $"{request.Shown}: the registry redirects more than {MostRedirects} times.");

                    // A server that sends elsewhere could also send back, to a path of its choice: what has left the registry is a stranger from then on.
                    own &= AddressPolicy.IsSameServer(url, next);
                    url = next;
                    continue;
                }

                TellWarnings(response);
                await DemandAsync(request, response, own, cancellationToken).ConfigureAwait(false);
                handedOut = true;
                return response;
            }
            finally
            {
                if (!handedOut)
                {
                    response.Dispose();
                }
            }
        }
    }

    /// <summary>The failure for an answer that the caller has no use for, with what the registry says about it.</summary>
    public async Task<RegistryException> FailureAsync(RegistryFault fault, RegistryRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        new(fault, $"{request.Shown}: the registry answers with status {(int)response.StatusCode}{await SaidAsync(response, cancellationToken).ConfigureAwait(false)}.");

    public static IEnumerable<string> HeaderLines(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values : [];

    public void Dispose()
    {
        _authorizer.Dispose();
        Wire.Dispose();
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private async Task<HttpResponseMessage> SendAsync(RegistryRequest request, Uri url, AuthenticationHeaderValue? authorization, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(request.Method, url) { Content = request.Content?.Invoke() };
        message.Headers.Authorization = authorization;
        foreach (string type in request.Accept)
        {
            message.Headers.TryAddWithoutValidation("Accept", type);
        }

        if (request.From > 0)
        {
            message.Headers.Range = new RangeHeaderValue(request.From, null);
        }

        return await Wire.SendAsync(message, request.Commits ? _options.Timing.Commit : _options.Timing.Answer, cancellationToken).ConfigureAwait(false);
    }

    private async Task DemandAsync(RegistryRequest request, HttpResponseMessage response, bool own, CancellationToken cancellationToken)
    {
        HttpStatusCode status = response.StatusCode;
        if (request.Expected.Contains(status))
        {
            return;
        }

        if (WireFaults.IsPassing(status))
        {
            throw WireFaults.Passing(response, "the registry", _options.Time);
        }

        if (status == HttpStatusCode.Unauthorized)
        {
            string why = own ? _authorizer.Refusal(request.Scope.Repository) : "it is another server that the registry sends to, and credentials are never sent there";
            throw new RegistryException(RegistryFault.Unauthorized, $"{request.Shown}: access is refused (status 401): {why}.");
        }

        if (status == HttpStatusCode.Forbidden)
        {
            string said = await SaidAsync(response, cancellationToken).ConfigureAwait(false);
            throw new RegistryException(RegistryFault.Denied, $"{request.Shown}: the registry does not allow it (status 403; what is wanted is {request.Scope}){said}.");
        }

        // Whoever pushes the same blob at this moment writes its entry anew, and for a moment a registry with files finds none.
        if (request.Method == HttpMethod.Put && status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound
            && await SaidAsync(response, cancellationToken).ConfigureAwait(false) is var unknown && unknown.Contains("BLOB_UNKNOWN", StringComparison.Ordinal))
        {
            throw new PassingFault(RegistryFault.Rejected, $"the registry answers with status {(int)status}{unknown}") { MostRetries = PassingFault.RetriesOfUnknown };
        }

        RegistryFault fault = status is HttpStatusCode.NotFound or HttpStatusCode.Gone ? RegistryFault.NotFound
            : request.Method == HttpMethod.Put || request.Method == HttpMethod.Post || request.Method == HttpMethod.Patch ? RegistryFault.Rejected
            : RegistryFault.UnexpectedAnswer;
        throw await FailureAsync(fault, request, response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return _secrets.Guard(ErrorAnswer.Describe(await Wire.ReadAsync(response, ErrorAnswer.MostBytes, "an error", cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception exception) when (exception is RegistryException or PassingFault)
        {
            return "";
        }
    }

    // RFC 7234, 5.5, as the distribution specification uses it: 299 - "text".
    private void TellWarnings(HttpResponseMessage response)
    {
        foreach (string line in HeaderLines(response, "Warning"))
        {
            int quote = line.IndexOf('"', StringComparison.Ordinal);
            if (line.StartsWith(WarnCode, StringComparison.Ordinal) && quote > 0 && _warnings.Count < MostWarnings && _warnings.TryAdd(line, true))
            {
                string text = Shown.Text(line[(quote + 1)..].TrimEnd('"').Replace("\\\"", "\"", StringComparison.Ordinal));
                _options.Tell(new RegistryEvent(RegistryEventKind.Warning, $"{_host.Name} says: {_secrets.Guard(text)}"));
            }
        }
    }
}
