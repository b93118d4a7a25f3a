using System.Collections.Concurrent;
using System.Net;

namespace Wolfi.Apk.Tests.Repositories;

/// <summary>Answers requests in the process, and keeps what was asked.</summary>
internal sealed class FakeServers(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    private readonly ConcurrentQueue<(string Url, string? Authorization)> _requests = new();

    public IReadOnlyList<(string Url, string? Authorization)> Requests => [.. _requests];

    public static HttpResponseMessage Bytes(byte[]? bytes, HttpStatusCode status = HttpStatusCode.OK) =>
        bytes is null ? Status(HttpStatusCode.NotFound) : new HttpResponseMessage(status) { Content = new ByteArrayContent(bytes) };

    public static HttpResponseMessage Status(HttpStatusCode status) => new(status) { Content = new ByteArrayContent([]) };

    public static HttpResponseMessage Redirect(string to, HttpStatusCode status = HttpStatusCode.Found)
    {
        HttpResponseMessage response = Status(status);
        response.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _requests.Enqueue((request.RequestUri!.AbsoluteUri, request.Headers.Authorization?.ToString()));
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        HttpResponseMessage response = answer(request);
        response.RequestMessage = request;
        return response;
    }
}
