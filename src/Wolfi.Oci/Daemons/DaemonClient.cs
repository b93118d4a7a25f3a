using System.Net;
using System.Text.Json;

namespace Wolfi.Oci.Daemons;

/// <summary>
/// Speaks the Docker Engine API, which Podman's service offers too, to a daemon of this machine. Paths carry no version: then the daemon answers with its own, and
/// the two that are used have been the same in all of them.
/// </summary>
public sealed class DaemonClient : IDisposable
{
    private const int MostErrorBytes = 64 * 1024;
    private const int MostDocumentBytes = Limits.DocumentBytes;

    private readonly DaemonAddress _address;
    private readonly DaemonTiming _timing;
    private readonly HttpMessageInvoker _wire;

    /// <summary>Makes a client; nothing is connected yet.</summary>
    /// <param name="address">A local address.</param>
    /// <param name="timing">How long the daemon is waited for.</param>
    /// <exception cref="ArgumentException">The address is of another machine: only this machine is spoken to without encryption.</exception>
    public DaemonClient(DaemonAddress address, DaemonTiming timing)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(timing);
        if (!address.IsLocal)
        {
            throw new ArgumentException($"{address} is no address on this machine.", nameof(address));
        }

        _address = address;
        _timing = timing;
        _wire = new HttpMessageInvoker(DaemonConnections.Handler(address));
    }

    /// <summary>What answered last, such as <c>Docker/20.10.24 (linux)</c> or <c>Libpod/4.3.1 (linux)</c>; null where it did not say, or nothing was asked.</summary>
    public string? Server { get; private set; }

    /// <summary>Asks for an image by its name or id.</summary>
    /// <returns>The image; null where the daemon has none of that name.</returns>
    /// <exception cref="DaemonException">There is no good answer.</exception>
    public async Task<DaemonImage?> FindImageAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return await AskAsync($"/images/{name}/json", "the question for an image", cancellationToken).ConfigureAwait(false) is { } body
            ? Understand(() => DaemonImage.Read(body, $"The answer of {_address}"))
            : null;
    }

    /// <summary>
    /// Whether the daemon is a Docker daemon with layers in its own store, by their uncompressed content. From such a one an image may be loaded without those layers at its bottom that
    /// another image there has; containerd's store and Podman want all of them.
    /// </summary>
    /// <exception cref="DaemonException">There is no good answer.</exception>
    public async Task<bool> SharesLayersAsync(CancellationToken cancellationToken) =>
        await AskAsync("/info", "the question for its store", cancellationToken).ConfigureAwait(false) is { } body
        && Server?.StartsWith("Docker/", StringComparison.Ordinal) == true
        && Understand(() => DaemonStore.IsDockersOwn(body, $"The answer of {_address}"));

    /// <summary>Sends an archive of images, written while it goes.</summary>
    /// <param name="write">Writes the archive, from another thread.</param>
    /// <param name="said">Hears what the daemon says meanwhile, a line at a time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Bytes that were sent.</returns>
    /// <exception cref="DaemonException">The daemon does not take it. That it was taken is for the caller to check.</exception>
    /// <exception cref="OciException">An image can't be read.</exception>
    public async Task<long> LoadAsync(Action<Stream, CancellationToken> write, Action<string> said, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(said);
        using CancellationTokenSource patience = Patience(_timing.Stall, cancellationToken);
        long bytes = 0;
        using LoadBody body = new(write, count =>
        {
            bytes += count;
            patience.CancelAfter(count > 0 ? _timing.Stall : _timing.Silence);
        });
        body.Headers.TryAddWithoutValidation("Content-Type", "application/x-tar");
        return await RunAsync(
            async () =>
            {
                using HttpResponseMessage response = await SendAsync(HttpMethod.Post, "/images/load?quiet=0", body, patience.Token).ConfigureAwait(false);
                await DemandAsync(response, "an image to load", patience.Token).ConfigureAwait(false);
                Stream answer = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
                await new LoadAnswer($"{_address}", said).ReadAsync(buffer =>
                {
                    patience.CancelAfter(_timing.Silence);
                    return answer.ReadAsync(buffer, patience.Token);
                }).ConfigureAwait(false);
                return bytes;
            },
            body,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _wire.Dispose();

    private static CancellationTokenSource Patience(TimeSpan time, CancellationToken cancellationToken)
    {
        CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(time);
        return source;
    }

    private static T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (OciException exception)
        {
            throw new DaemonException(DaemonFault.UnexpectedAnswer, exception.Message, exception);
        }
    }

    private async Task<ReadOnlyMemory<byte>?> AskAsync(string path, string what, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = Patience(_timing.Answer, cancellationToken);
        return await RunAsync<ReadOnlyMemory<byte>?>(
            async () =>
            {
                using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, null, patience.Token).ConfigureAwait(false);
                if (response.StatusCode == HttpStatusCode.NotFound)
                {
                    return null;
                }

                await DemandAsync(response, what, patience.Token).ConfigureAwait(false);
                return await ReadAsync(response, MostDocumentBytes, patience.Token).ConfigureAwait(false);
            },
            null,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> ask, LoadBody? body, CancellationToken cancellationToken)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (Exception) when (body?.SourceFailure is { } failure)
        {
            failure.Throw();
            throw;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DaemonException(DaemonFault.TooSlow, $"{_address} does not answer in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw exception is HttpIOException or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded }
                ? new DaemonException(DaemonFault.UnexpectedAnswer, $"The answer of {_address} is cut off.", exception)
                : DaemonConnections.Explain(_address, exception);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri($"http://{(_address.Kind == DaemonAddressKind.Tcp ? _address.Text["tcp://".Length..] : "daemon")}{path}")) { Content = body };
        HttpResponseMessage response = await _wire.SendAsync(request, cancellationToken).ConfigureAwait(false);
        Server = response.Headers.NonValidated.TryGetValues("Server", out System.Net.Http.Headers.HeaderStringValues values) ? Shown.Text(values.ToString()) : null;
        return response;
    }

    private async Task DemandAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return;
        }

        string said = MessageOf(await ReadAsync(response, MostErrorBytes, cancellationToken).ConfigureAwait(false)) ?? "";
        throw response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new DaemonException(DaemonFault.Denied, $"{_address} refuses {what} (status {(int)response.StatusCode}){(said.Length == 0 ? "" : $": {Shown.Text(said).TrimEnd('.')}")}."),
            _ when (int)response.StatusCode is 400 or 409 or (>= 500 and not 501) && said.Length > 0 => LoadAnswer.Failure(said, $"{_address}"),
            _ => new DaemonException(DaemonFault.UnexpectedAnswer, $"{_address} answers to {what} with status {(int)response.StatusCode}{(said.Length == 0 ? "" : $": {Shown.Text(said).TrimEnd('.')}")}."),
        };
    }

    private static string? MessageOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("message", out JsonElement message) && message.ValueKind == JsonValueKind.String
                ? message.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is int count and > 0)
        {
            if (bytes.Length + count > limit)
            {
                throw new DaemonException(DaemonFault.LimitExceeded, $"{_address} answers with more than {limit} bytes.");
            }

            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }
}
