using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Daemons;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Daemons;

/// <summary>Loads images into Docker or Podman: through the engine's socket, else with its client program.</summary>
/// <param name="sources">Where engines may be.</param>
/// <param name="observer">Hears of the work.</param>
public sealed class ImageLoader(DaemonSources sources, IPublishObserver observer)
{
    /// <summary>How long a daemon that was asked for is waited for.</summary>
    internal DaemonTiming Timing { get; init; } = DaemonTiming.Default;

    /// <summary>How long a daemon that was only found is waited for.</summary>
    internal DaemonTiming Probing { get; init; } = DaemonTiming.Probing;

    /// <summary>Loads an image because it was asked for.</summary>
    /// <param name="image">The image.</param>
    /// <param name="names">Its names, each with a tag; none leaves it to its id.</param>
    /// <param name="engine">The engine; null for whichever is there.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">No engine is there, or it does not take the image.</exception>
    /// <exception cref="Wolfi.Oci.OciException">The image can't be read.</exception>
    public async Task<LoadResult> LoadAsync(Image image, ImmutableArray<ImageReference> names, ContainerEngine? engine, CancellationToken cancellationToken)
    {
        LoadedImage loaded = new(image, names);
        ImmutableArray<DaemonPlace> places = DaemonPlaces.Of(sources, engine);
        List<string> absent = [];
        List<string> tried = [];
        DaemonException? denied = null;
        foreach (DaemonPlace place in places.Where(place => !place.NeedsProgram))
        {
            if (!place.Address.MayBeThere)
            {
                absent.Add($"{Shown(place)} is not there");
                continue;
            }

            try
            {
                return await LoadAsync(place, loaded, Timing, cancellationToken).ConfigureAwait(false);
            }
            catch (DaemonException e)
            {
                denied ??= e.Fault == DaemonFault.Denied ? e : null;
                tried.Add(Sentence(e.Message) + (place.NamedBy is { } named ? $" ({named})" : ""));
            }
        }

        foreach (ContainerEngine each in engine is { } one ? ImmutableArray.Create(one) : [ContainerEngine.Docker, ContainerEngine.Podman])
        {
            // A program finds what its variable names; that was tried, unless only the program can speak to it.
            DaemonPlace? named = places.FirstOrDefault(place => place.Engine == each && place.NamedBy is not null);
            string name = DaemonPlaces.Program(each);
            if (named is { NeedsProgram: false })
            {
                continue;
            }

            if (SearchPath.Find(name, sources.SearchPath) is not { } program)
            {
                tried.Add($"there is no program {name} on the search path{(named is null ? "" : $", which {named.NamedBy} ({named.Address}) needs")}");
                continue;
            }

            (LoadResult? result, string? whyNot) = await new ProgramLoader(program, named?.Client ?? [name], loaded, observer).LoadAsync(cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }

            tried.Add(whyNot!);
        }

        throw denied is not null
            ? DaemonErrors.Denied.Fail(denied, $"{string.Join("; ", tried)}.")
            : DaemonErrors.NotThere.Fail(engine?.ToString() ?? "Docker or Podman", string.Join("; ", absent.Concat(tried)));
    }

    /// <summary>Loads an image where an engine answers at a socket of this machine; nobody asked for it, so no program is started and no other machine is spoken to.</summary>
    /// <param name="image">Reads the image, once an engine answers.</param>
    /// <param name="names">Its names, each with a tag.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was done; or why no engine is there to load it into.</returns>
    /// <exception cref="WolfiException">An engine is there and does not take the image.</exception>
    /// <exception cref="Wolfi.Oci.OciException">The image can't be read.</exception>
    public async Task<(LoadResult? Result, string? WhyNot)> TryLoadAsync(Func<Image> image, ImmutableArray<ImageReference> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        string? whyNot = null;
        foreach (DaemonPlace place in DaemonPlaces.Of(sources, engine: null))
        {
            if (place.NeedsProgram)
            {
                whyNot ??= $"{place.NamedBy} names {place.Address}, where an image goes only when it is asked for (WolfiLoad=true)";
                continue;
            }

            if (!place.Address.MayBeThere)
            {
                whyNot ??= place.NamedBy is { } named ? $"{named} names {place.Address}, and nothing is there" : null;
                continue;
            }

            try
            {
                return (await LoadAsync(place, new LoadedImage(image(), names), Probing, cancellationToken).ConfigureAwait(false), null);
            }
            catch (DaemonException e)
            {
                whyNot ??= Sentence(e.Message);
            }
        }

        return (null, whyNot ?? "no Docker or Podman is there");
    }

    private async Task<LoadResult> LoadAsync(DaemonPlace place, LoadedImage image, DaemonTiming timing, CancellationToken cancellationToken)
    {
        using DaemonClient client = new(place.Address, timing);
        return await new SocketLoader(place, client, image, observer).LoadAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Shown(DaemonPlace place) => place.NamedBy is { } named ? $"{place.Address} ({named})" : place.Address.Text;

    private static string Sentence(string message) => message.TrimEnd('.');
}
