using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using Wolfi.Concurrency;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Registries;

/// <summary>One repository of a registry. Everything that comes from it is bounded and compared with its digest.</summary>
public sealed class RegistryRepository
{
    private static readonly ImmutableArray<string> s_manifestTypes = [MediaTypes.ImageManifest, MediaTypes.ImageIndex, MediaTypes.DockerManifest, MediaTypes.DockerManifestList];

    private readonly RegistryHost _host;
    private readonly RegistryClientOptions _options;
    private readonly SemaphoreSlim _sending;
    private readonly SemaphoreSlim _fetching;
    private readonly SingleFlight<(string Registry, string Repository, Digest Digest), bool> _flights;

    internal RegistryRepository(
        RegistryHost host,
        string repository,
        RegistryTransport transport,
        RegistryClientOptions options,
        SemaphoreSlim sending,
        SemaphoreSlim fetching,
        SingleFlight<(string Registry, string Repository, Digest Digest), bool> flights)
    {
        _host = host;
        Repository = repository;
        Transport = transport;
        _options = options;
        _sending = sending;
        _fetching = fetching;
        _flights = flights;
    }

    /// <summary>The registry as references name it.</summary>
    public string Registry => _host.Name;

    /// <summary>The repository's name in it.</summary>
    public string Repository { get; }

    /// <summary>For messages: <c>ghcr.io/team/app</c>.</summary>
    public string Name => $"{Registry}/{Repository}";

    internal RegistryTransport Transport { get; }

    internal int Parallelism => _options.Parallelism;

    internal string Root => $"v2/{Repository}/";

    internal AccessScope Reading => new(Repository, Push: false);

    internal AccessScope Writing => new(Repository, Push: true);

    /// <summary>Reads a manifest or index.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">It is not there, or not what its digest says.</exception>
    public async Task<RegistryManifest> GetManifestAsync(string reference, CancellationToken cancellationToken) =>
        await FindManifestAsync(reference, cancellationToken).ConfigureAwait(false)
        ?? throw new RegistryException(RegistryFault.NotFound, $"{Name} has no manifest {Shown.Text(reference)}.");

    /// <summary>Reads a manifest or index; null where there is none.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">It can't be read, or is not what its digest says.</exception>
    public Task<RegistryManifest?> FindManifestAsync(string reference, CancellationToken cancellationToken) => FindManifestAsync(reference, Limits.DocumentBytes, cancellationToken);

    /// <summary>The same for one that may have only so many bytes.</summary>
    internal async Task<RegistryManifest?> FindManifestAsync(string reference, int mostBytes, CancellationToken cancellationToken)
    {
        Digest? expected = DigestOf(reference);
        (HttpResponseMessage response, ReadOnlyMemory<byte> body) = await Transport.ReadAsync(
            ManifestRequest(HttpMethod.Get, reference), mostBytes, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        string mediaType = ManifestType(response, reference);
        Digest actual = Digest.Of(body.Span);
        CheckHeader(response, actual, $"Manifest {Shown.Text(reference)} of {Name}");
        return expected is null || expected == actual
            ? new RegistryManifest(mediaType, body)
            : throw new RegistryException(RegistryFault.ContentMismatch, $"Manifest {expected} of {Name} has the content of {actual}.");
    }

    /// <summary>Asks for a manifest's digest by one HEAD request, which registries don't count as a pull; null where there is none.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">There is no sound answer.</exception>
    public async Task<Digest?> FindDigestAsync(string reference, CancellationToken cancellationToken)
    {
        Digest? expected = DigestOf(reference);
        using HttpResponseMessage response = await Transport.SendAsync(ManifestRequest(HttpMethod.Head, reference), cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (RegistryTransport.HeaderLines(response, "Docker-Content-Digest").FirstOrDefault() is { } line)
        {
            Digest said = ReadDigest(line);
            return expected is null || expected == said ? said : throw new RegistryException(RegistryFault.ContentMismatch, $"Asked for {expected}, {Name} answers for {said}.");
        }

        // Some registries leave the header out.
        return (await FindManifestAsync(reference, cancellationToken).ConfigureAwait(false))?.Descriptor.Digest;
    }

    /// <summary>Whether the repository has a blob.</summary>
    /// <exception cref="RegistryException">There is no sound answer, or it has the blob in another size.</exception>
    public Task<bool> HasBlobAsync(Digest digest, long size, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return Transport.Retries.RunAsync($"Blob {digest} of {Name}", token => HasBlobOnceAsync(digest, size, token), cancellationToken);
    }

    /// <summary>Sees to it that the repository has a blob: looks whether it has, has it mounted from another repository, or sends it. Each blob once, however many ask.</summary>
    /// <param name="blob">The blob; it is opened only when it has to be sent.</param>
    /// <param name="mountFrom">Repositories of the same registry that may have it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    /// <exception cref="OciException">The blob can't be read, or is not what it should be.</exception>
    public Task PushBlobAsync(BlobSource blob, ImmutableArray<string> mountFrom, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return _flights.RunAsync(
            (_host.Authority, Repository, blob.Digest),
            async token =>
            {
                await _sending.WaitAsync(token).ConfigureAwait(false);
                try
                {
                    await new BlobUpload(this, _options, blob, mountFrom).RunAsync(token).ConfigureAwait(false);
                    return true;
                }
                finally
                {
                    _sending.Release();
                }
            },
            cancellationToken);
    }

    /// <summary>Fetches a blob.</summary>
    /// <param name="descriptor">The blob.</param>
    /// <param name="target">Seekable, empty.</param>
    /// <param name="cancellationToken">Ends the work; what is in the target then is of no use.</param>
    /// <exception cref="RegistryException">It is not there, or not what its descriptor says.</exception>
    public async Task PullBlobAsync(Descriptor descriptor, Stream target, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        ArgumentNullException.ThrowIfNull(target);
        await _fetching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using BlobDownload download = new(this, descriptor, target);
            await download.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _fetching.Release();
        }

        Tell(new RegistryEvent(RegistryEventKind.BlobPulled, $"fetched {descriptor.Digest} from {Name}") { Digest = descriptor.Digest, Bytes = descriptor.Size });
    }

    /// <summary>Stores a manifest or index, under its digest or a tag.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="tag">The tag; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The subject that the registry has listed the manifest under by itself; null where it has not.</returns>
    /// <exception cref="RegistryException">The registry does not take it, or stores something else.</exception>
    public async Task<Digest?> PutManifestAsync(RegistryManifest manifest, string? tag, CancellationToken cancellationToken) =>
        (await StoreManifestAsync(manifest, tag, cancellationToken).ConfigureAwait(false)).Subject;

    /// <summary>The same; also tells whether the registry has named the digest of what it stored, which is the right one then.</summary>
    internal async Task<(Digest? Subject, bool IsNamed)> StoreManifestAsync(RegistryManifest manifest, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Digest digest = manifest.Descriptor.Digest;
        using HttpResponseMessage response = await Transport.SendAsync(
            new RegistryRequest
            {
                Method = HttpMethod.Put,
                Path = $"{Root}manifests/{tag ?? digest.ToString()}",
                Shown = $"Manifest {digest} to {Name}{(tag is null ? "" : $":{tag}")}",
                Scope = Writing,
                Content = () =>
                {
                    ReadOnlyMemoryContent content = new(manifest.Bytes);
                    content.Headers.ContentType = new MediaTypeHeaderValue(manifest.MediaType);
                    return content;
                },
                Expected = [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Accepted, HttpStatusCode.NoContent],
            },
            cancellationToken).ConfigureAwait(false);
        bool named = CheckHeader(response, digest, $"Manifest {digest} of {Name}");
        Tell(tag is null
            ? new RegistryEvent(RegistryEventKind.ManifestPushed, $"pushed manifest {digest} to {Name}") { Digest = digest, Bytes = manifest.Bytes.Length }
            : new RegistryEvent(RegistryEventKind.TagSet, $"tagged {Name}:{tag}") { Digest = digest, Bytes = manifest.Bytes.Length });
        return (RegistryTransport.HeaderLines(response, "OCI-Subject").FirstOrDefault() is { } subject ? ReadDigest(subject) : null, named);
    }

    /// <summary>The manifests that say something about another one, such as signatures: by the registry's API, else by the tag <c>sha256-…</c>.</summary>
    /// <param name="subject">Digest of the other one; it need not be there.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The list can't be read, or is longer than it may be.</exception>
    public Task<ImmutableArray<Descriptor>> GetReferrersAsync(Digest subject, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return new ReferrerLists(this, _options).ReadAsync(subject, cancellationToken);
    }

    /// <summary>Lists manifests under the tag <c>sha256-…</c> of their subject, for registries that don't do so themselves. What others list meanwhile is kept.</summary>
    /// <param name="subject">Digest of their subject.</param>
    /// <param name="referrers">Names the manifests, which are there already; with artifact types and annotations.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="RegistryException">The registry does not take the list, or others go on replacing it.</exception>
    public Task ListReferrersAsync(Digest subject, ImmutableArray<Descriptor> referrers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return new ReferrerLists(this, _options).AddAsync(subject, referrers, cancellationToken);
    }

    /// <summary>Whether the repository has a blob; trying again is the caller's.</summary>
    internal async Task<bool> HasBlobOnceAsync(Digest digest, long size, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await Transport.SendOnceAsync(
            new RegistryRequest
            {
                Method = HttpMethod.Head,
                Path = $"{Root}blobs/{digest}",
                Shown = $"Blob {digest} of {Name}",
                Scope = Writing,
                Expected = [HttpStatusCode.OK, HttpStatusCode.NotFound],
            },
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        CheckHeader(response, digest, $"Blob {digest} of {Name}");

        // Caches on the way leave the length out, or say 0 for an answer without body.
        return response.Content.Headers.ContentLength is not (> 0 and var length) || length == size
            ? true
            : throw new RegistryException(RegistryFault.ContentMismatch, $"Blob {digest} has {length} bytes in {Name}, and should have {size}.");
    }

    /// <summary>Tells an event.</summary>
    internal void Tell(RegistryEvent happened) => _options.Tell(happened);

    /// <summary>A digest in a header.</summary>
    internal Digest ReadDigest(string text) => Digest.TryParse(text.Trim(), out Digest? digest)
        ? digest
        : throw new RegistryException(RegistryFault.UnexpectedAnswer, $"{Name} answers with '{Shown.Text(text)}', which is no SHA-256 digest.");

    private static Digest? DigestOf(string reference)
    {
        ArgumentException.ThrowIfNullOrEmpty(reference);
        if (reference.Contains(':', StringComparison.Ordinal))
        {
            return Digest.Parse(reference);
        }

        ImageReference.CheckTag(reference);
        return null;
    }

    private RegistryRequest ManifestRequest(HttpMethod method, string reference) => new()
    {
        Method = method,
        Path = $"{Root}manifests/{reference}",
        Shown = $"Manifest {reference} of {Name}",
        Scope = Reading,
        Accept = s_manifestTypes,
        Expected = [HttpStatusCode.OK, HttpStatusCode.NotFound],
    };

    private string ManifestType(HttpResponseMessage response, string reference)
    {
        string? type = response.Content.Headers.ContentType?.MediaType;
        return type is not null && (MediaTypes.IsManifest(type) || MediaTypes.IsIndex(type))
            ? type
            : throw new RegistryException(
                RegistryFault.UnexpectedAnswer, $"Manifest {Shown.Text(reference)} of {Name} comes as '{Shown.Text(type ?? "nothing")}', which is no media type of manifests: perhaps something else than a registry answers.");
    }

    // Whether there is one: some registries leave the header out.
    private bool CheckHeader(HttpResponseMessage response, Digest digest, string what)
    {
        if (RegistryTransport.HeaderLines(response, "Docker-Content-Digest").FirstOrDefault() is not { } line)
        {
            return false;
        }

        Digest said = ReadDigest(line);
        return said == digest
            ? true
            : throw new RegistryException(RegistryFault.ContentMismatch, $"{what} is {said} by what the registry says, and {digest} by what it should be.");
    }
}
