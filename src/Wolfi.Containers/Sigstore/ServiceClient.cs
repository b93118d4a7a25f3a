using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Sigstore;

/// <summary>
/// Asks services of Sigstore over HTTP: each question within a time limit, each answer within a size limit, again where that may help. Redirects are not followed,
/// since tokens are in questions; no message holds one.
/// </summary>
internal sealed class ServiceClient : IDisposable
{
    private const int MostSaidBytes = 4096;
    private const int MostHeaderKilobytes = 64;

    private readonly ServiceTiming _timing;
    private readonly TimeProvider _time;
    private readonly Action<string> _inform;
    private readonly HttpClient _near;
    private readonly HttpClient _far;

    public ServiceClient(ServiceTiming timing, TimeProvider time, Action<string> inform)
    {
        _timing = timing;
        _time = time;
        _inform = inform;

        // A proxy knows nothing of this machine.
        _near = Client(useProxy: false);
        _far = Client(useProxy: true);
    }

    /// <summary>Asks, again as often as it may help.</summary>
    /// <exception cref="WolfiException">There is no answer that the question expects.</exception>
    public async Task<ServiceAnswer> AskAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            TimeSpan pause;
            try
            {
                return await AskOnceAsync(request, cancellationToken).ConfigureAwait(false);
            }
            catch (PassingServiceFault fault)
            {
                if (tries >= _timing.Pauses.Length || fault.RetryAfter > _timing.LongestRetryAfter)
                {
                    throw Failure(request, string.Create(CultureInfo.InvariantCulture, $"{fault.Message} (tried {tries + 1} {(tries == 0 ? "time" : "times")})"));
                }

                pause = fault.RetryAfter ?? (_timing.Pauses[tries] * (0.8 + (0.4 * Random.Shared.NextDouble())));
                _inform(string.Create(CultureInfo.InvariantCulture, $"{request.Service}: {fault.Message}; trying again in {pause.TotalSeconds:0.0} s"));
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private static WolfiException Failure(ServiceRequest request, string reason) => SigstoreErrors.ServiceFailed.Fail(request.Service, reason);

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private async Task<ServiceAnswer> AskOnceAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(request.Body is null ? HttpMethod.Get : HttpMethod.Post, request.Url);
        message.Headers.TryAddWithoutValidation("User-Agent", "wolfi-containers");
        message.Headers.TryAddWithoutValidation("Accept", "application/json, application/timestamp-reply");
        message.Headers.Authorization = request.Bearer is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
        }

        using CancellationTokenSource limit = new(_timing.Answer, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using HttpResponseMessage response = await (request.Url.IsLoopback ? _near : _far)
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            if (request.Expected.Contains(response.StatusCode))
            {
                return new ServiceAnswer(response.StatusCode, await ReadAsync(request, response, linked.Token).ConfigureAwait(false), response.Headers.Location);
            }

            throw await RefusalAsync(request, response, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingServiceFault("it does not answer in time");
        }
        catch (HttpRequestException exception)
        {
            throw Explain(request, exception);
        }
        catch (IOException)
        {
            throw new PassingServiceFault("it cuts its answer off");
        }
    }

    private async Task<Exception> RefusalAsync(ServiceRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (IsPassing(response.StatusCode))
        {
            RetryConditionHeaderValue? header = response.Headers.RetryAfter;
            TimeSpan? pause = header?.Delta ?? (header?.Date - _time.GetUtcNow());
            return new PassingServiceFault(string.Create(CultureInfo.InvariantCulture, $"it answers with status {(int)response.StatusCode}"))
            {
                RetryAfter = pause < TimeSpan.Zero ? TimeSpan.Zero : pause,
            };
        }

        string said = await SaidAsync(response, cancellationToken).ConfigureAwait(false);
        said = said.Length == 0 ? "" : request.RepeatsSecret(said) ? " (what it says is not shown, as it repeats a secret)" : $" and says '{Values.Shown(said)}'";
        return Failure(request, string.Create(CultureInfo.InvariantCulture, $"it answers with status {(int)response.StatusCode}{said}"));
    }

    // The exception itself is not kept: its text may name a proxy with user and password.
    private static Exception Explain(ServiceRequest request, HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => Failure(request, $"no trusted TLS connection can be made to it: {Values.Shown(exception.InnerException?.Message ?? "it ends unexpectedly").TrimEnd('.')}"),
        HttpRequestError.ConfigurationLimitExceeded => Failure(request, "the head of its answer is longer than is read"),
        HttpRequestError.NameResolutionError => new PassingServiceFault("its name can't be resolved"),
        HttpRequestError.ConnectionError => new PassingServiceFault("it can't be reached"),
        HttpRequestError.ProxyTunnelError => new PassingServiceFault("the proxy does not connect to it"),
        HttpRequestError.ResponseEnded => new PassingServiceFault("it cuts its answer off"),
        _ => new PassingServiceFault("the request fails"),
    };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(ServiceRequest request, HttpResponseMessage response, CancellationToken cancellationToken) =>
        await ReadAsync(response, request.Limit, cancellationToken).ConfigureAwait(false)
        ?? throw Failure(request, string.Create(CultureInfo.InvariantCulture, $"its answer has more than {request.Limit} bytes"));

    // Null where there are more bytes than that.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            using MemoryStream bytes = new();
            byte[] buffer = new byte[16 * 1024];
            while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is int count and > 0)
            {
                if (bytes.Length + count > limit)
                {
                    return null;
                }

                bytes.Write(buffer, 0, count);
            }

            return bytes.ToArray();
        }
    }

    private static async Task<string> SaidAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await ReadAsync(response, MostSaidBytes, cancellationToken).ConfigureAwait(false) is { } bytes ? Encoding.UTF8.GetString(bytes.Span).Trim() : "";

    private HttpClient Client(bool useProxy) => new(
        new SocketsHttpHandler
        {
            UseProxy = useProxy,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _timing.Connect,
            MaxResponseHeadersLength = MostHeaderKilobytes,
        },
        disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
