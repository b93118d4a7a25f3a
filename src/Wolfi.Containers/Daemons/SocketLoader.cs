using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Oci;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Daemons;

/// <summary>Loads an image into the engine at a socket, where it is not there already.</summary>
internal sealed class SocketLoader(DaemonPlace place, DaemonClient client, LoadedImage image, IPublishObserver observer)
{
    /// <summary>Loads it, and checks that it is there then: what a daemon says of its success is not enough.</summary>
    /// <exception cref="DaemonException">The first question gets no answer.</exception>
    /// <exception cref="WolfiException">The image is not loaded.</exception>
    /// <exception cref="OciException">The image can't be read.</exception>
    public async Task<LoadResult> LoadAsync(CancellationToken cancellationToken)
    {
        List<DaemonImage?> there = [];
        foreach (string name in image.Questions)
        {
            there.Add(await client.FindImageAsync(name, cancellationToken).ConfigureAwait(false));
        }

        return there.All(found => image.IsId(found?.Id))
            ? Result(there[0]!.Id) with { WasThere = true }
            : await CodedAsync(() => SendAsync(there, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Such as <c>Docker 20.10.24</c>, from <c>Docker/20.10.24+dfsg1 (linux)</c>.</summary>
    internal static string EngineOf(string? server, ContainerEngine expected)
    {
        string product = (server ?? "").Split(' ')[0];
        string[] parts = product.Split('/');
        string name = parts[0] switch { "Libpod" => "Podman", "" => $"{expected}", var other => other };
        string version = parts.Length == 2 ? parts[1].Split('+', '~')[0] : "";
        return version.Length == 0 ? name : $"{name} {version}";
    }

    private async Task<LoadResult> SendAsync(List<DaemonImage?> there, CancellationToken cancellationToken)
    {
        if (!image.References.IsEmpty)
        {
            there.Add(await client.FindImageAsync(image.Image.Config.Digest.ToString(), cancellationToken).ConfigureAwait(false));
        }

        int spared = await SharedLayersAsync(there, cancellationToken).ConfigureAwait(false);
        long size = image.Image.Layers.Skip(spared).Sum(layer => layer.Descriptor.Size);
        observer.Inform($"Loading {ByteSizes.Text(size)} into {Engine} at {place.Address}.");
        long sent;
        try
        {
            sent = await client.LoadAsync((stream, token) => image.Write(stream, spared, token), observer.Detail, cancellationToken).ConfigureAwait(false);
        }
        catch (DaemonException e) when (spared > 0 && e.Fault is DaemonFault.Rejected or DaemonFault.UnexpectedAnswer)
        {
            // The other image, and with it its layers, may be gone meanwhile.
            observer.Inform($"The image is sent whole: {e.Message}");
            spared = 0;
            sent = await client.LoadAsync((stream, token) => image.Write(stream, 0, token), observer.Detail, cancellationToken).ConfigureAwait(false);
        }

        string id = "";
        foreach (string name in image.Questions)
        {
            DaemonImage? found = await client.FindImageAsync(name, cancellationToken).ConfigureAwait(false);
            id = image.IsId(found?.Id) ? found!.Id : throw image.Wrong($"{Engine} at {place.Address}", name, found?.Id);
        }

        return Result(id) with { SentBytes = sent, SparedLayers = spared };
    }

    private string Engine => EngineOf(client.Server, place.Engine);

    /// <summary>How many layers at the bottom an image has that is there under one of the names: all that a one-line change left as it was; or all, where the image itself is there under another.</summary>
    private async Task<int> SharedLayersAsync(List<DaemonImage?> there, CancellationToken cancellationToken)
    {
        string?[] wanted = [.. image.Image.Layers.Select(layer => layer.DiffId?.ToString())];
        int shared = there.OfType<DaemonImage>().Select(found => Common(found.DiffIds, wanted)).DefaultIfEmpty().Max();
        return shared > 0 && await client.SharesLayersAsync(cancellationToken).ConfigureAwait(false) ? shared : 0;
    }

    private static int Common(ImmutableArray<string> these, string?[] those)
    {
        int count = 0;
        while (count < these.Length && count < those.Length && these[count] == those[count])
        {
            count++;
        }

        return count;
    }

    private LoadResult Result(string id) => new()
    {
        Engine = Engine,
        Place = place.Address.Text,
        Id = id,
        Names = image.Names,
        Run = LoadText.RunLine(place.Client, image.Image.Config.Value.Container, image.Names.FirstOrDefault() ?? id),
    };

    private static async Task<LoadResult> CodedAsync(Func<Task<LoadResult>> load)
    {
        try
        {
            return await load().ConfigureAwait(false);
        }
        catch (DaemonException e)
        {
            throw DaemonErrors.From(e);
        }
    }
}
