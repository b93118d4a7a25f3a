using System.Net;
using System.Net.Http.Headers;

namespace Wolfi.Apk.Repositories;

/// <summary>What a status or a broken connection means.</summary>
internal static class HttpStatusRules
{
    /// <summary>Passes only 200.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="shown">What messages call the file.</param>
    /// <param name="refusal">Why access may have been refused.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ApkException">The answer is final.</exception>
    /// <exception cref="TransientException">Another try may help.</exception>
    public static void Check(HttpResponseMessage response, string shown, string refusal, TimeProvider time)
    {
        int status = (int)response.StatusCode;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                return;
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw new ApkException(ApkFault.NotFound, $"{shown}: the repository does not have it (status {status}).");
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                throw new ApkException(ApkFault.AccessRefused, $"{shown}: the server refuses access (status {status}): {refusal}.");
            case HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError
                or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout:
                throw new TransientException($"the server answers with status {status}", retryAfter: RetryAfter(response.Headers.RetryAfter, time));
            default:
                throw new ApkException(ApkFault.RepositoryUnreachable, $"{shown}: the server answers with status {status} (content type: {ContentType(response)}).");
        }
    }

    /// <summary>The answer's content type, fit for a message. The body never is.</summary>
    public static string ContentType(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is string type ? MessageText.Shorten(type) : "none";

    /// <summary>What a request that brought no answer means. The exception itself is not kept: its text may name the proxy with user and password.</summary>
    public static Exception Explain(HttpRequestException e, string shown) => e.HttpRequestError switch
    {
        HttpRequestError.SecureConnectionError => new ApkException(
            ApkFault.RepositoryUnreachable, $"{shown}: no trusted TLS connection to the server can be made: {MessageText.Shorten(e.InnerException?.Message ?? "it ends unexpectedly").TrimEnd('.')}.", e.InnerException),
        HttpRequestError.NameResolutionError => new TransientException("the server's name can't be resolved", e.InnerException),
        HttpRequestError.ConnectionError => new TransientException("the server can't be reached", e.InnerException),
        HttpRequestError.ProxyTunnelError => new TransientException("the proxy does not connect to the server", e.InnerException),
        HttpRequestError.ResponseEnded => new TransientException("the answer was cut off", e.InnerException),
        _ => new TransientException("the request failed", e.InnerException),
    };

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        TimeSpan? pause = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause;
    }
}
