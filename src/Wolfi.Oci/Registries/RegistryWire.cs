using System.Runtime.CompilerServices;

namespace Wolfi.Oci.Registries;

/// <summary>Connections to one registry and to the other servers that it names: no redirects, no cookies, no decompression; a time limit on everything.</summary>
internal sealed class RegistryWire : IDisposable
{
    private const int FirstBuffer = 16 * 1024;
    private const int MostHeaderKilobytes = 64;

    private static readonly TimeSpan s_connectionLifetime = TimeSpan.FromMinutes(5);

    private readonly RegistryHost _host;
    private readonly HttpClient _own;
    private readonly HttpClient _others;
    private readonly RegistryTiming _timing;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Uri? _base;
    private bool _certificateSeen;
    private volatile bool _answered;

    public RegistryWire(RegistryHost host, RegistryTiming timing, TimeProvider time, Action<SocketsHttpHandler>? configure)
    {
        _host = host;
        _timing = timing;
        _time = time;
        _own = Client(configure, handler =>
        {
            // A proxy knows nothing of this machine.
            handler.UseProxy = !host.IsLoopback;

            // Whatever is accepted here is accepted from this host and port alone: the other client has its own connections.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            {
                _certificateSeen = true;
                return host.IsInsecure || errors == System.Net.Security.SslPolicyErrors.None;
            };
        });
        _others = Client(configure, _ => { });
    }

    /// <summary>The registry's address, with the scheme that it speaks: http only where that is allowed and the server speaks no TLS.</summary>
    /// <exception cref="PassingFault">It can't be reached.</exception>
    public async Task<Uri> BaseAsync(CancellationToken cancellationToken)
    {
        if (_base is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            bool plain = _host.MayUseHttp && _base is null && !await SpeaksTlsAsync(cancellationToken).ConfigureAwait(false);
            return _base ??= _host.Base(plain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends a request once and waits for the answer's head.</summary>
    /// <exception cref="PassingFault">There is no answer now.</exception>
    /// <exception cref="RegistryException">There will be none.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancellationToken)
    {
        Uri url = request.RequestUri!;
        bool own = string.Equals(url.Authority, _host.Authority, StringComparison.OrdinalIgnoreCase) || string.Equals($"{url.Host}:{url.Port}", _host.Authority, StringComparison.OrdinalIgnoreCase);
        request.Headers.TryAddWithoutValidation("User-Agent", "wolfi-containers");
        SentBody? body = request.Content as SentBody;
        using CancellationTokenSource limit = new(body is null ? patience : Timeout.InfiniteTimeSpan, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        body?.Watch(() => limit.CancelAfter(_timing.Stall), () => limit.CancelAfter(patience));
        try
        {
            HttpResponseMessage response = await (own ? _own : _others).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token).ConfigureAwait(false);
            _answered |= own;
            return response;
        }
        catch (Exception exception) when (body?.SourceFailure is { } failure && exception is not OutOfMemoryException)
        {
            failure.Throw();
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFault(RegistryFault.Unreachable, $"{url.Authority} does not answer in time");
        }
        catch (HttpRequestException exception)
        {
            throw WireFaults.Explain(exception, url.Authority, _answered);
        }
    }

    /// <summary>Reads a whole small body.</summary>
    /// <exception cref="PassingFault">It is cut off.</exception>
    /// <exception cref="RegistryException"><see cref="RegistryFault.LimitExceeded"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, string shown, CancellationToken cancellationToken)
    {
        RegistryException TooLong() => new(RegistryFault.LimitExceeded, $"Of {shown}, at most {limit} bytes are read, and there are more.");
        if (response.Content.Headers.ContentLength > limit)
        {
            throw TooLong();
        }

        using CancellationTokenSource total = new(_timing.Document, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, total.Token);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[FirstBuffer];
        try
        {
            Stream body = await response.Content.ReadAsStreamAsync(linked.Token).ConfigureAwait(false);
            await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
            while (await ReadPieceAsync(body, buffer, linked.Token).ConfigureAwait(false) is int count and > 0)
            {
                if (bytes.Length + count > limit)
                {
                    throw TooLong();
                }

                bytes.Write(buffer, 0, count);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFault(RegistryFault.Unreachable, "the answer takes too long");
        }

        return bytes.ToArray();
    }

    /// <summary>Reads the next piece of a body; 0 at its end.</summary>
    /// <exception cref="PassingFault">It is cut off or does not go on.</exception>
    public async Task<int> ReadPieceAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stall = new(_timing.Stall, _time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stall.Token);
        try
        {
            return await body.ReadAsync(buffer, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PassingFault(RegistryFault.Unreachable, "the answer does not go on");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new PassingFault(RegistryFault.Unreachable, "the answer is cut off");
        }
    }

    public void Dispose()
    {
        _own.Dispose();
        _others.Dispose();
        _gate.Dispose();
    }

    private HttpClient Client(Action<SocketsHttpHandler>? configure, Action<SocketsHttpHandler> own)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = _timing.Connect,
            PooledConnectionLifetime = s_connectionLifetime,
            MaxResponseHeadersLength = MostHeaderKilobytes,
        };
        own(handler);
        configure?.Invoke(handler);
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    // To a server without TLS this is no request: it sees bytes that begin none.
    private async Task<bool> SpeaksTlsAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_host.Base(Uri.UriSchemeHttps), "v2/"));
        try
        {
            using HttpResponseMessage response = await SendAsync(request, _timing.Connect, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RegistryException exception) when (exception.Fault == RegistryFault.UntrustedServer && !_certificateSeen)
        {
            return false;
        }
    }
}
