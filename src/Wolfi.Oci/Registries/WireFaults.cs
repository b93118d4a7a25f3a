using System.Net;
using System.Net.Http.Headers;

namespace Wolfi.Oci.Registries;

/// <summary>What a status or a broken connection means.</summary>
internal static class WireFaults
{
    // What nobody has ever answered at is most often written wrong.
    private const int RetriesOfStrangers = 2;

    /// <summary>Whether the same request may get another answer later.</summary>
    public static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
        or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>The fault of such a status.</summary>
    public static PassingFault Passing(HttpResponseMessage response, string who, TimeProvider time)
    {
        RetryConditionHeaderValue? header = response.Headers.RetryAfter;
        TimeSpan? pause = header?.Delta ?? (header?.Date - time.GetUtcNow());
        bool limited = response.StatusCode == HttpStatusCode.TooManyRequests;
        return new PassingFault(
            limited ? RegistryFault.RateLimited : RegistryFault.ServerFailed,
            limited ? $"{who} asks for fewer requests (status 429)" : $"{who} answers with status {(int)response.StatusCode}")
        {
            RetryAfter = pause < TimeSpan.Zero ? TimeSpan.Zero : pause,
        };
    }

    /// <summary>What a request that brought no answer means.</summary>
    /// <param name="exception">The failure. It is not kept: its text may name a proxy with user and password.</param>
    /// <param name="server">The server.</param>
    /// <param name="answered">Whether the server has answered before.</param>
    public static Exception Explain(HttpRequestException exception, string server, bool answered) => exception.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new RegistryException(
            RegistryFault.UntrustedServer, $"No trusted TLS connection to {server} can be made: {Shown.Text(exception.InnerException?.Message ?? "it ends unexpectedly").TrimEnd('.')}.", exception.InnerException),
        HttpRequestError.NameResolutionError => new PassingFault(RegistryFault.Unreachable, $"the name of {server} can't be resolved", exception.InnerException) { MostRetries = RetriesOfStrangers },
        HttpRequestError.ConnectionError => new PassingFault(RegistryFault.Unreachable, $"{server} can't be reached", exception.InnerException) { MostRetries = answered ? int.MaxValue : RetriesOfStrangers },
        HttpRequestError.ProxyTunnelError => new PassingFault(RegistryFault.Unreachable, $"the proxy does not connect to {server}", exception.InnerException) { MostRetries = RetriesOfStrangers },
        HttpRequestError.ResponseEnded => new PassingFault(RegistryFault.Unreachable, $"{server} cuts its answer off", exception.InnerException),
        HttpRequestError.ConfigurationLimitExceeded => new RegistryException(RegistryFault.LimitExceeded, $"The answer of {server} has a longer head than is read."),
        _ => new PassingFault(RegistryFault.Unreachable, $"the request to {server} fails", exception.InnerException),
    };
}
