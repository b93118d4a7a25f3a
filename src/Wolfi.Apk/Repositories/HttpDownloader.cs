using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Wolfi.Apk.Repositories;

/// <summary>Gets one file over https: follows redirects without handing credentials on, tries again after passing faults, bounded in size and time.</summary>
internal sealed class HttpDownloader : IDisposable
{
    private const int BufferSize = 81920;

    private readonly HttpClient _client;
    private readonly IRepositoryCredentials? _credentials;
    private readonly HttpPolicy _policy;
    private readonly TimeProvider _time;

    public HttpDownloader(HttpMessageHandler? handler, IRepositoryCredentials? credentials, HttpPolicy policy, TimeProvider time)
    {
        _client = handler is null
            ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(15) }, disposeHandler: true)
            : new HttpClient(handler, disposeHandler: false);
        _client.Timeout = Timeout.InfiniteTimeSpan;
        _credentials = credentials;
        _policy = policy;
        _time = time;
    }

    /// <summary>Downloads a file to the stream, from its beginning.</summary>
    /// <param name="file">The file.</param>
    /// <param name="target">Seekable; emptied before each try.</param>
    /// <param name="accept">Looks at the whole download; an exception of <see cref="TransientException"/> tries again. The stream stands at its beginning.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="ApkException">It can't be had.</exception>
    public async Task DownloadAsync(HttpFile file, Stream target, Action<HttpBody> accept, CancellationToken cancellationToken)
    {
        HttpAccess access = await HttpAccess.FindAsync(file, _credentials, cancellationToken).ConfigureAwait(false);
        for (int attempt = 0; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                target.SetLength(0);
                HttpBody body = await TryAsync(file, access, target, cancellationToken).ConfigureAwait(false);
                target.Position = 0;
                accept(body);
                return;
            }
            catch (TransientException e)
            {
                pause = attempt < _policy.Pauses.Count ? e.RetryAfter ?? _policy.Pauses[attempt] : TimeSpan.MaxValue;
                if (pause > _policy.LongestRetryAfter)
                {
                    throw new ApkException(e.Fault, $"{file.Shown}: {e.Message} (tried {attempt + 1} times).", e.InnerException);
                }
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpBody> TryAsync(HttpFile file, HttpAccess access, Stream target, CancellationToken cancellationToken)
    {
        using CancellationTokenSource total = new(_policy.Total, _time);
        using CancellationTokenSource step = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, total.Token);
        try
        {
            using HttpResponseMessage response = await SendAsync(file, access, step.Token).ConfigureAwait(false);
            if (response.Content.Headers.ContentLength > file.Limit)
            {
                throw TooLong(file);
            }

            return await CopyAsync(response, file, target, step.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TransientException(total.IsCancellationRequested ? "the answer took too long" : "the server does not go on", e);
        }
        catch (HttpRequestException e)
        {
            throw HttpStatusRules.Explain(e, file.Shown);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpFile file, HttpAccess access, CancellationToken cancellationToken)
    {
        Uri url = file.Url;
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("wolfi-containers", null));
            if (access.Credential is { } credential)
            {
                request.Headers.TryAddWithoutValidation("Authorization", credential.Header);
            }

            HttpResponseMessage response = await WithTimeoutAsync(
                _policy.Headers, token => _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken).ConfigureAwait(false);
            try
            {
                if (!IsRedirect(response.StatusCode))
                {
                    // A handler that follows redirects by itself must not have left the way that ours would go.
                    Uri last = response.RequestMessage?.RequestUri ?? url;
                    if (last != url)
                    {
                        throw Refused(file.Shown, $"the HTTP handler followed a redirect to {Show(last)} by itself");
                    }

                    HttpStatusRules.Check(response, file.Shown, access.Refusal, _time);
                    return response;
                }

                if (redirects == _policy.Redirects)
                {
                    throw Refused(file.Shown, $"more than {_policy.Redirects} redirects");
                }

                Uri next = NextUrl(url, response.Headers.Location, file.Shown);

                // A server that sends elsewhere could also send back, to a path of its choice: what has left home is a stranger from then on.
                access = RepositoryOrigin.Of(next) == RepositoryOrigin.Of(url) ? access : HttpAccess.AfterRedirect;
                url = next;
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

    private async Task<HttpBody> CopyAsync(HttpResponseMessage response, HttpFile file, Stream target, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
        byte[] buffer = new byte[BufferSize];
        long length = 0;
        while (true)
        {
            // The first piece must show whether it is a gzip file.
            int count = await ReadAsync(body, buffer, atLeast: length == 0 ? 2 : 1, cancellationToken).ConfigureAwait(false);
            if (file.IsGzip && length == 0 && (count < 2 || buffer[0] != 0x1f || buffer[1] != 0x8b))
            {
                throw new ApkException(ApkFault.UnsupportedFormat, $"{file.Shown}: the server's answer is not a gzip file (its content type: {HttpStatusRules.ContentType(response)}).");
            }

            if (count == 0)
            {
                return new HttpBody(length, response.Content.Headers.ContentLength is not null, HttpStatusRules.ContentType(response));
            }

            length += count;
            if (length > file.Limit)
            {
                throw TooLong(file);
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

    private static string Show(Uri url) => MessageText.Shorten(RepositoryLocation.Redact(url.ToString()));

    private static ApkException Refused(string shown, string what) => new(ApkFault.RepositoryRefused, $"{shown}: the server answers with what is refused: {what}.");

    private static ApkException TooLong(HttpFile file) => new(ApkFault.LimitExceeded, $"{file.Shown}: the server's answer is longer than the {file.Limit} bytes that it may have.");
}
