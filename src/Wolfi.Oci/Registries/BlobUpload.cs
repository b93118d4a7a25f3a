using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Registries;

/// <summary>
/// Brings one blob into a repository: looks, mounts, else sends it whole. After a fault it asks whether the blob has arrived all the same, and how much of it; a
/// large one goes on from there in pieces, a small one is sent again.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="options">How to work.</param>
/// <param name="blob">The blob.</param>
/// <param name="mountFrom">Repositories of the same registry that may have it.</param>
internal sealed class BlobUpload(RegistryRepository repository, RegistryClientOptions options, BlobSource blob, ImmutableArray<string> mountFrom)
{
    private const long LargestMinimum = 512 * 1024 * 1024;
    private const int MostOutOfStep = 10;

    private static readonly MediaTypeHeaderValue s_bytes = new("application/octet-stream");

    private Uri? _place;
    private long _sent;
    private long _minimum;
    private bool _broken;
    private bool _inPieces;
    private bool _verified;
    private int _outOfStep;

    private string Shown => $"Blob {blob.Digest} to {repository.Name}";

    private RegistryTransport Transport => repository.Transport;

    /// <summary>Does it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await repository.HasBlobAsync(blob.Digest, blob.Size, cancellationToken).ConfigureAwait(false))
        {
            Tell(RegistryEventKind.BlobThere, "already has", 0);
            return;
        }

        foreach (string other in mountFrom.Where(other => other != repository.Repository))
        {
            if (await Transport.Retries.RunAsync(Shown, token => TryMountAsync(other, token), cancellationToken).ConfigureAwait(false))
            {
                Tell(RegistryEventKind.BlobMounted, $"took from {other}", 0);
                return;
            }
        }

        await blob.FetchAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Transport.Retries.RunAsync(Shown, SendAsync, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A copy from registry to registry needs room for what is on its way, not for the whole image.
            blob.Release();
        }

        Tell(RegistryEventKind.BlobPushed, "pushed to", blob.Size);
    }

    private void Tell(RegistryEventKind kind, string what, long bytes) =>
        options.Tell(new RegistryEvent(kind, $"{repository.Name} {what} {blob.Digest}") { Digest = blob.Digest, Bytes = bytes });

    // A registry that does not mount opens an upload instead, or knows nothing of mounting.
    private async Task<bool> TryMountAsync(string other, CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Post) with
        {
            Path = $"{repository.Root}blobs/uploads/?mount={blob.Digest}&from={Uri.EscapeDataString(other)}",
            Scope = repository.Writing with { MountFrom = other },
            Content = () => new ByteArrayContent([]),
            Expected = [HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest],
        };
        try
        {
            using HttpResponseMessage response = await Transport.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                await TakePlaceAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return response.StatusCode == HttpStatusCode.Created;
        }
        catch (RegistryException exception) when (exception.Fault is RegistryFault.Denied or RegistryFault.Unauthorized)
        {
            // Whoever may write here need not be allowed to read there.
            return false;
        }
    }

    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        long before = _sent;
        try
        {
            if (_broken && await FindOutAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            _broken = true;
            if (_place is null)
            {
                await StartAsync(cancellationToken).ConfigureAwait(false);
            }

            return _inPieces ? await SendPiecesAsync(cancellationToken).ConfigureAwait(false) : await SendWholeAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PassingFault fault) when (_sent > before)
        {
            throw fault.AfterProgress();
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        RegistryRequest request = Request(HttpMethod.Post) with
        {
            Path = $"{repository.Root}blobs/uploads/",
            Content = () => new ByteArrayContent([]),
            Expected = [HttpStatusCode.Accepted],
        };
        using HttpResponseMessage response = await Transport.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        _sent = 0;
        await TakePlaceAsync(response, cancellationToken).ConfigureAwait(false);
    }

    // The answer to a PUT may have been lost, and an upload may hold the beginning already.
    private async Task<bool> FindOutAsync(CancellationToken cancellationToken)
    {
        if (await repository.HasBlobOnceAsync(blob.Digest, blob.Size, cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        if (!_inPieces && blob.Size <= options.ChunkSize)
        {
            _place = null;
            return false;
        }

        _inPieces = true;
        if (_place is { } place)
        {
            RegistryRequest request = Request(HttpMethod.Get) with
            {
                Url = place,
                Expected = [HttpStatusCode.NoContent, HttpStatusCode.Accepted, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest],
            };
            using HttpResponseMessage response = await Transport.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode && ReadRange(response) is { } sent)
            {
                _sent = sent;
                await TakePlaceAsync(response, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                _place = null;
            }
        }

        return false;
    }

    private async Task<bool> SendWholeAsync(CancellationToken cancellationToken)
    {
        RegistryRequest request = Put(0, blob.Size) with
        {
            Expected = [HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.RequestedRangeNotSatisfiable],
        };
        using HttpResponseMessage response = await Transport.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.NoContent)
        {
            return true;
        }

        // What stands before the registry may take smaller bodies only.
        _inPieces = response.StatusCode == HttpStatusCode.RequestEntityTooLarge;
        _place = null;
        throw new PassingFault(RegistryFault.Rejected, $"the registry does not take the upload (status {(int)response.StatusCode})") { RetryAfter = TimeSpan.Zero };
    }

    private async Task<bool> SendPiecesAsync(CancellationToken cancellationToken)
    {
        if (!_verified)
        {
            // A piece alone can't be compared with the digest while it goes.
            blob.Verify(cancellationToken);
            _verified = true;
        }

        while (_sent < blob.Size)
        {
            long length = Math.Min(blob.Size - _sent, Math.Max(options.ChunkSize, _minimum));
            long from = _sent;
            RegistryRequest request = Request(HttpMethod.Patch) with
            {
                Url = _place,
                Content = () => Body(from, length),
                Expected = [HttpStatusCode.Accepted, HttpStatusCode.Created, HttpStatusCode.NoContent, HttpStatusCode.RequestedRangeNotSatisfiable, HttpStatusCode.NotFound],
            };
            using HttpResponseMessage response = await Transport.SendOnceAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                _place = null;
                throw new PassingFault(RegistryFault.Rejected, "the registry no longer knows the upload");
            }

            bool outOfStep = response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable;
            long now = ReadRange(response) ?? (outOfStep ? from : from + length);
            _outOfStep += outOfStep ? 1 : 0;
            if (outOfStep ? now == from || _outOfStep > MostOutOfStep : now != from + length)
            {
                _place = outOfStep ? null : _place;
                throw new PassingFault(RegistryFault.UnexpectedAnswer, $"the registry holds {now} bytes after {from + length} were sent");
            }

            _sent = now;
            await TakePlaceAsync(response, cancellationToken).ConfigureAwait(false);
        }

        using HttpResponseMessage end = await Transport.SendOnceAsync(Put(blob.Size, 0), cancellationToken).ConfigureAwait(false);
        return true;
    }

    private RegistryRequest Request(HttpMethod method) => new() { Method = method, Shown = Shown, Scope = repository.Writing, Expected = [] };

    private RegistryRequest Put(long from, long length) => Request(HttpMethod.Put) with
    {
        Url = WithDigest(_place!),
        Content = () => Body(from, length),
        Expected = [HttpStatusCode.Created, HttpStatusCode.NoContent],
        Commits = true,
    };

    private Uri WithDigest(Uri place) =>
        new UriBuilder(place) { Query = place.Query.Length > 1 ? $"{place.Query[1..]}&digest={blob.Digest}" : $"digest={blob.Digest}" }.Uri;

    private SentBody Body(long from, long length)
    {
        SentBody body = new(blob, from, length, count => options.Tell(new RegistryEvent(RegistryEventKind.BlobProgress, $"{repository.Name} takes {blob.Digest}") { Digest = blob.Digest, Bytes = count }));
        body.Headers.ContentType = s_bytes;
        if (length < blob.Size && length > 0)
        {
            // Not the form of RFC 9110: the distribution specification leaves unit and total out.
            body.Headers.TryAddWithoutValidation("Content-Range", string.Create(CultureInfo.InvariantCulture, $"{from}-{from + length - 1}"));
        }

        return body;
    }

    private async Task TakePlaceAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Uri registry = await Transport.Wire.BaseAsync(cancellationToken).ConfigureAwait(false);
        string? location = RegistryTransport.HeaderLines(response, "Location").FirstOrDefault();
        if (location is null && _place is not null)
        {
            return;
        }

        _place = AddressPolicy.Upload(registry, response.RequestMessage!.RequestUri!, location);
        _minimum = RegistryTransport.HeaderLines(response, "OCI-Chunk-Min-Length").FirstOrDefault() is { } line
            && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long minimum)
            ? Math.Min(minimum, LargestMinimum)
            : _minimum;
    }

    // "0-99" is a hundred bytes; "0-0" of a fresh upload is none (distribution 2.x), and of a piece of one byte is one.
    private long? ReadRange(HttpResponseMessage response)
    {
        string text = RegistryTransport.HeaderLines(response, "Range").FirstOrDefault()?.Replace("bytes=", "", StringComparison.Ordinal) ?? "";
        int dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && text[..dash] == "0" && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long last) && last < blob.Size
            ? (last == 0 ? 0 : last + 1)
            : null;
    }
}
