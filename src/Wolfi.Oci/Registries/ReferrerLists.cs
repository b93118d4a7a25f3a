using System.Collections.Immutable;
using System.Net;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>
/// The lists of what refers to a manifest. Registries without the API have them as an index under a tag of the subject's digest, which writers replace as a whole,
/// without locks: so each writer keeps what it finds there, and looks again until its own entries have stood for a while.
/// </summary>
/// <param name="repository">The repository.</param>
/// <param name="options">How to work.</param>
internal sealed class ReferrerLists(RegistryRepository repository, RegistryClientOptions options)
{
    private const int MostPages = 500;
    private const int MostEntries = Limits.IndexEntries;
    private const int MostRounds = 40;
    private const int SettleFactor = 4;
    private const int StandsAmongOthers = 3;

    private RegistryTransport Transport => repository.Transport;

    /// <summary>The tag of a subject (distribution-spec, referrers tag schema).</summary>
    public static string TagOf(Digest subject) => $"sha256-{subject.Hex}";

    /// <summary>Reads a list, by the API or the tag.</summary>
    public async Task<ImmutableArray<Descriptor>> ReadAsync(Digest subject, CancellationToken cancellationToken)
    {
        ImmutableArray<Descriptor>.Builder all = ImmutableArray.CreateBuilder<Descriptor>();
        Uri? next = null;
        for (int pages = 0; pages < MostPages; pages++)
        {
            (HttpResponseMessage response, ReadOnlyMemory<byte> body) = await Transport.ReadAsync(Page(subject, next), Limits.DocumentBytes, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK || response.Content.Headers.ContentType?.MediaType != MediaTypes.ImageIndex)
            {
                // A registry without the API may answer with anything.
                return pages == 0 ? await ReadTagAsync(subject, cancellationToken).ConfigureAwait(false) : throw Odd(subject, "a page that is no index");
            }

            all.AddRange(ImageIndex.Read(body, MediaTypes.ImageIndex, $"The list of referrers to {subject} in {repository.Name}").Value.Manifests);
            if (all.Count > MostEntries)
            {
                break;
            }

            if (RegistryTransport.HeaderLines(response, "Link").Select(LinkOf).FirstOrDefault(link => link is not null) is not { } link)
            {
                return [.. all.DistinctBy(entry => entry.Digest)];
            }

            Uri registry = await Transport.Wire.BaseAsync(cancellationToken).ConfigureAwait(false);
            next = AddressPolicy.NextPage(registry, response.RequestMessage!.RequestUri!, link);
        }

        throw new RegistryException(RegistryFault.LimitExceeded, $"The list of referrers to {subject} in {repository.Name} does not end: at most {MostEntries} entries on {MostPages} pages are read.");
    }

    /// <summary>Adds entries to the list under the tag.</summary>
    public async Task AddAsync(Digest subject, ImmutableArray<Descriptor> referrers, CancellationToken cancellationToken)
    {
        TimeSpan settle = TimeSpan.Zero;
        int stood = 0;
        int needed = 1;
        int written = 0;
        for (int round = 0; round < MostRounds; round++)
        {
            long began = options.Time.GetTimestamp();
            ImmutableArray<Descriptor> found = await ReadTagAsync(subject, cancellationToken).ConfigureAwait(false);
            ImmutableArray<Descriptor> missing = [.. referrers.Where(entry => !found.Any(other => other.Digest == entry.Digest && other.ArtifactType == entry.ArtifactType))];
            if (missing.IsEmpty && round > 0 && needed == 1 && found.Length != written)
            {
                // Ours were kept by somebody who wrote after us: where there is one, there may be another who began before.
                needed = StandsAmongOthers;
                stood = 0;
                settle = 2 * options.Timing.Settle;
            }

            if (missing.IsEmpty && (round == 0 || stood >= needed))
            {
                return;
            }

            if (missing.IsEmpty)
            {
                // Somebody who read the list before we wrote may replace ours only now: whoever is alone waits once.
                stood++;
                await Task.Delay(Transport.Retries.Jittered(settle), options.Time, cancellationToken).ConfigureAwait(false);
                continue;
            }

            bool contended = round > 0;
            if (contended)
            {
                // We had written, and are not in it: others write too. They all come back, each after another pause.
                needed = StandsAmongOthers;
                await Task.Delay(Transport.Retries.Jittered(options.Timing.Settle) * options.Random(), options.Time, cancellationToken).ConfigureAwait(false);
                began = options.Time.GetTimestamp();
                found = await ReadTagAsync(subject, cancellationToken).ConfigureAwait(false);
            }

            stood = 0;
            written = await ReplaceAsync(subject, found, referrers, cancellationToken).ConfigureAwait(false);
            settle = contended ? 2 * options.Timing.Settle : SettleAfter(options.Time.GetElapsedTime(began));
            if (!contended)
            {
                // Whoever seems to be alone looks once, at the end of the pause.
                stood = 1;
                await Task.Delay(Transport.Retries.Jittered(settle), options.Time, cancellationToken).ConfigureAwait(false);
            }
        }

        throw new RegistryException(
            RegistryFault.ReferrersContended, $"The list of referrers {repository.Name}:{TagOf(subject)} is replaced by others again and again; {MostRounds} tries did not make it hold {referrers[0].Digest}.");
    }

    // What reading and replacing the list took us, it may take another who began just before we had written: several times that is waited for.
    private TimeSpan SettleAfter(TimeSpan took) =>
        TimeSpan.FromTicks(Math.Clamp(SettleFactor * took.Ticks, options.Timing.LeastSettle.Ticks, options.Timing.MostSettle.Ticks));

    private static string? LinkOf(string header)
    {
        // RFC 8288: <URL>; rel="next"
        int start = header.IndexOf('<', StringComparison.Ordinal);
        int end = header.IndexOf('>', StringComparison.Ordinal);
        return start >= 0 && end > start && header[end..].Replace("\"", "", StringComparison.Ordinal).Contains("rel=next", StringComparison.OrdinalIgnoreCase) ? header[(start + 1)..end] : null;
    }

    /// <returns>How many entries the list has then.</returns>
    private async Task<int> ReplaceAsync(Digest subject, ImmutableArray<Descriptor> found, ImmutableArray<Descriptor> referrers, CancellationToken cancellationToken)
    {
        try
        {
            return await PutAsync(subject, found, referrers, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException exception) when (exception.Fault is RegistryFault.Rejected or RegistryFault.NotFound && !found.IsEmpty)
        {
            // Registries take no list of what is gone: an entry whose manifest was deleted says nothing any more.
            List<Descriptor> there = [];
            foreach (Descriptor entry in found)
            {
                if (await repository.FindDigestAsync(entry.Digest.ToString(), cancellationToken).ConfigureAwait(false) is not null)
                {
                    there.Add(entry);
                }
            }

            return await PutAsync(subject, [.. there], referrers, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> PutAsync(Digest subject, ImmutableArray<Descriptor> found, ImmutableArray<Descriptor> referrers, CancellationToken cancellationToken)
    {
        ImmutableArray<Descriptor> merged = [.. found.Concat(referrers).GroupBy(entry => entry.Digest).Select(group => group.Last()).OrderBy(entry => entry.Digest)];
        RegistryManifest list = new(MediaTypes.ImageIndex, new ImageIndex { Manifests = merged }.ToDocument().Bytes);
        await repository.PutManifestAsync(list, TagOf(subject), cancellationToken).ConfigureAwait(false);
        return merged.Length;
    }

    private async Task<ImmutableArray<Descriptor>> ReadTagAsync(Digest subject, CancellationToken cancellationToken)
    {
        RegistryManifest? list = await repository.FindManifestAsync(TagOf(subject), cancellationToken).ConfigureAwait(false);
        return list is null ? []
            : MediaTypes.IsIndex(list.MediaType) ? ImageIndex.Read(list.Bytes, list.MediaType, $"The list of referrers {repository.Name}:{TagOf(subject)}").Value.Manifests
            : throw Odd(subject, $"a manifest under the tag {TagOf(subject)}, where only a list can stand");
    }

    private RegistryRequest Page(Digest subject, Uri? next) => new()
    {
        Method = HttpMethod.Get,
        Path = next is null ? $"{repository.Root}referrers/{subject}" : null,
        Url = next,
        Shown = $"Referrers to {subject} in {repository.Name}",
        Scope = repository.Reading,
        Accept = [MediaTypes.ImageIndex],
        Expected = [HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.BadRequest, HttpStatusCode.NotImplemented],
    };

    private RegistryException Odd(Digest subject, string what) =>
        new(RegistryFault.UnexpectedAnswer, $"For the referrers to {subject}, {repository.Name} answers with {what}.");
}
