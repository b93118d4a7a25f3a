using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>Fetches one blob, goes on where it was cut off, and compares it with its descriptor.</summary>
/// <param name="repository">The repository.</param>
/// <param name="descriptor">The blob.</param>
/// <param name="target">Where it goes; seekable.</param>
internal sealed class BlobDownload(RegistryRepository repository, Descriptor descriptor, Stream target) : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _got;

    private string Shown => $"Blob {descriptor.Digest} of {repository.Name}";

    /// <summary>Does it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await repository.Transport.Retries.RunAsync(Shown, FetchAsync, cancellationToken).ConfigureAwait(false);
        Digest actual = Digest.FromHash(_hash.GetHashAndReset());
        if (actual != descriptor.Digest)
        {
            throw new RegistryException(RegistryFault.ContentMismatch, $"{Shown} has the content of {actual}.");
        }
    }

    public void Dispose() => _hash.Dispose();

    private async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        long before = _got;
        try
        {
            using HttpResponseMessage response = await repository.Transport.SendOnceAsync(
                new RegistryRequest
                {
                    Method = HttpMethod.Get,
                    Path = $"{repository.Root}blobs/{descriptor.Digest}",
                    Shown = Shown,
                    Scope = repository.Reading,
                    From = _got,
                    Expected = [HttpStatusCode.OK, HttpStatusCode.PartialContent],
                },
                cancellationToken).ConfigureAwait(false);
            TakeStart(response);
            await CopyAsync(response, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (PassingFault fault) when (_got > before)
        {
            throw fault.AfterProgress();
        }
    }

    // A server that can't begin in the middle sends all of it again.
    private void TakeStart(HttpResponseMessage response)
    {
        ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
        if (response.StatusCode == HttpStatusCode.PartialContent)
        {
            if (_got == 0 || range?.From != _got || (range.Length is { } total && total != descriptor.Size))
            {
                throw new RegistryException(RegistryFault.UnexpectedAnswer, $"{Shown}: asked for the rest from byte {_got}, the registry sends '{Wolfi.Oci.Shown.Text(range?.ToString())}'.");
            }
        }
        else
        {
            _got = 0;
            target.SetLength(0);
            _hash.GetHashAndReset();
        }

        if (response.Content.Headers.ContentLength is { } length && length != descriptor.Size - _got)
        {
            throw WrongSize($"{_got + length}");
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable _ = body.ConfigureAwait(false);
        byte[] buffer = new byte[(int)Math.Clamp(descriptor.Size, 1, BufferSize)];
        while (await repository.Transport.Wire.ReadPieceAsync(body, buffer, cancellationToken).ConfigureAwait(false) is int count and > 0)
        {
            if (_got + count > descriptor.Size)
            {
                throw WrongSize($"more than {descriptor.Size}");
            }

            _hash.AppendData(buffer.AsSpan(0, count));
            await target.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            _got += count;
        }

        if (_got < descriptor.Size)
        {
            throw new PassingFault(RegistryFault.Unreachable, $"the answer ends after {_got} of {descriptor.Size} bytes");
        }
    }

    private RegistryException WrongSize(string actual) =>
        new(RegistryFault.ContentMismatch, $"{Shown} comes with {actual} bytes, and its descriptor says {descriptor.Size}.");
}
