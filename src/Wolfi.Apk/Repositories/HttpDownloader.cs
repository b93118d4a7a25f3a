using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Wolfi.Apk.Repositories;

/// <summary>Gets one file over https: follows redirects without handing credentials on, tries again after passing faults, bounded in size and time.</summary>
internal sealed class HttpDownloader : IDisposable
{
    private const int BufferSize = 81920;

    private readonly HttpClient _client;
    private readonly HttpPolicy _policy;
    private readonly TimeProvider _time;

    public HttpDownloader(HttpMessageHandler? handler, HttpPolicy policy, TimeProvider time)
    {
        _client = handler is null
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) }, disposeHandler: true)
            : new HttpClient(handler, disposeHandler: false);
        _client.Timeout = Timeout.InfiniteTimeSpan;
        _policy = policy;
        _time = time;
    }

    /// <summary>Downloads a gzip file to the stream, from its beginning.</summary>
    /// <param name="place">The repository.</param>
    /// <param name="path">Path below it, within the grammar of names.</param>
    /// <param name="target">Seekable; emptied before each try.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="accept">Looks at the whole download; an exception of <see cref="TransientException"/> tries again. The stream stands at its beginning.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ApkException">It can't be had.</exception>
    public async Task DownloadAsync(RepositoryPlace place, string path, Stream target, long limit, Action<HttpBody> accept, CancellationToken cancellationToken)
    {
        string shown = place.Show(path);
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                target.SetLength(0);
                HttpBody body = await TryAsync(place, new Uri(place.Url!, path), shown, target, limit, cancellationToken).ConfigureAwait(false);
                target.Position = 0;
                accept(body);
                return;
            }
            catch (TransientException e)
            {
                pause = attempt < _policy.Pauses.Count ? e.RetryAfter ?? _policy.Pauses[attempt] : TimeSpan.MaxValue;
                if (pause > _policy.LongestRetryAfter)
                {
                    throw new ApkException(e.Fault, $"{shown}: {e.Message} (tried {attempt + 1} times).", e.InnerException);
                }
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpBody> TryAsync(RepositoryPlace place, Uri url, string shown, Stream target, long limit, CancellationToken cancellationToken)
    {
        using CancellationTokenSource total = new(_policy.Total, _time);
        using CancellationTokenSource step = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, total.Token);
        try
        {
            using HttpResponseMessage response = await SendAsync(place, url, shown, step.Token).ConfigureAwait(false);
            HttpStatusRules.Check(response, shown, _time);
            if (response.Content.Headers.ContentLength > limit)
            {
                throw TooLong(shown, limit);
            }

            return await CopyAsync(response, shown, target, limit, step.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException(total.IsCancellationRequested ? "the answer took too long" : "the server does not go on", e);
        }
        catch (HttpRequestException e)
        {
            throw HttpStatusRules.Explain(e, shown);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(RepositoryPlace place, Uri url, string shown, CancellationToken cancellationToken)
    {
        Uri home = url;
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("wolfi-containers", null));
            if (place.Authorization is not null && SameOrigin(home, url))
            {
                request.Headers.TryAddWithoutValidation("Authorization", place.Authorization);
            }

            HttpResponseMessage response = await WithTimeoutAsync(
                _policy.Headers, token => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken).ConfigureAwait(false);
            try
            {
                if (!IsRedirect(response.StatusCode))
                {
                    // A handler that follows redirects by itself must not have left the way that ours would go.
                    Uri last = response.RequestMessage?.RequestUri ?? url;
                    return last == url ? response : throw Refused(shown, $"the HTTP handler followed a redirect to {Show(last)} by itself");
                }

                if (redirects == _policy.Redirects)
                {
                    throw Refused(shown, $"more than {_policy.Redirects} redirects");
                }

                url = NextUrl(url, response.Headers.Location, shown);
                response.Dispose();
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
    }

    private static Uri NextUrl(Uri from, Uri? location, string shown)
    {
        if (location is null || !Uri.TryCreate(from, location, out Uri? next))
        {
            throw Refused(shown, "a redirect to nowhere");
        }

        if (next.Scheme != Uri.UriSchemeHttps && (next.Scheme != Uri.UriSchemeHttp || from.Scheme == Uri.UriSchemeHttps))
        {
            throw Refused(shown, $"a redirect from {from.Scheme} to {Show(next)}");
        }

        // What a server puts there as user info is none of ours.
        return new UriBuilder(next) { UserName = "", Password = "", Fragment = "" }.Uri;
    }

    private async Task<HttpBody> CopyAsync(HttpResponseMessage response, string shown, Stream target, long limit, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        long length = 0;
        while (true)
        {
            // The first piece must show whether it is a gzip file.
            int count = await ReadAsync(body, buffer, atLeast: length == 0 ? 2 : 1, cancellationToken).ConfigureAwait(false);
            if (length == 0 && (count < 2 || buffer[0] != 0x1f || buffer[1] != 0x8b))
            {
                throw new ApkException(ApkFault.UnsupportedFormat, $"{shown}: the server's answer is not a gzip file (its content type: {HttpStatusRules.ContentType(response)}).");
            }

            if (count == 0)
            {
                return new HttpBody(length, response.Content.Headers.ContentLength is not null);
            }

            length += count;
            if (length > limit)
            {
                throw TooLong(shown, limit);
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, int atLeast, CancellationToken cancellationToken)
    {
        try
        {
            return await WithTimeoutAsync(
                _policy.Stall, token => body.ReadAtLeastAsync(buffer, atLeast, throwOnEndOfStream: false, token).AsTask(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw new TransientException("the answer was cut off", e);
        }
    }

    private async Task<T> WithTimeoutAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(timeout, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        return await work(linked.Token).ConfigureAwait(false);
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static bool SameOrigin(Uri a, Uri b) => a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static string Show(Uri url) => MessageText.Shorten(RepositoryLocation.Redact(url.ToString()));

    private static ApkException Refused(string shown, string what) => new(ApkFault.RepositoryRefused, $"{shown}: the server answers with what is refused: {what}.");

    private static ApkException TooLong(string shown, long limit) => new(ApkFault.LimitExceeded, $"{shown}: the server's answer is longer than the {limit} bytes that it may have.");
}
