using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Wolfi.Containers.Registries;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// What goes to a registry before its image is in its place: it is asked for layers, and gets blobs as soon as they are there, and perhaps all but tags. What the
/// registry refuses is told when its turn comes.
/// </summary>
/// <param name="push">The push that is begun.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class EarlyPush(OpenPush push, CancellationToken cancellationToken) : IDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Lock _turn = new();
    private readonly List<Task> _begun = [];

    /// <summary>Asks for layers whether the registry has them.</summary>
    public void Find(Func<CancellationToken, IEnumerable<(Digest Digest, long Size)>> layers) => Run(() => push.FindAsync(layers(_end.Token), _end.Token));

    /// <summary>Asks for images whether the registry has them, and with them their layers.</summary>
    public void FindImages(Func<CancellationToken, IEnumerable<(Digest Manifest, ImmutableArray<(Digest Digest, long Size)> Layers)>> images) =>
        Run(() => push.FindImagesAsync(images(_end.Token), _end.Token));

    /// <summary>Sends blobs, of which none is moved or removed before <see cref="SettleAsync"/> is done.</summary>
    public void Send(IEnumerable<BlobSource> blobs) => Run(() => push.BeginAsync(blobs, _end.Token));

    /// <summary>Stores an image and what is attached to it; none of the tags that were asked for names it. None of its blobs is moved or removed before <see cref="SettleAsync"/> is done.</summary>
    public void Store(PushContent content) => Run(() => push.StoreAsync(content, _end.Token));

    /// <summary>Waits until all that was begun is done.</summary>
    public async Task SettleAsync()
    {
        Task all;
        lock (_turn)
        {
            all = Task.WhenAll(_begun);
        }

        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Tells what the registry refused: it was asked as often as it would be now.</summary>
    /// <exception cref="RegistryException">It does not answer, or did not take a blob.</exception>
    public void ThrowIfRefused()
    {
        if (_begun.SelectMany(task => task.Exception?.InnerExceptions ?? []).OfType<RegistryException>().FirstOrDefault() is { } refused)
        {
            ExceptionDispatchInfo.Throw(refused);
        }
    }

    /// <summary>Ends what is still under way, and waits until it lets go of its blobs.</summary>
    public void Dispose()
    {
        _end.Cancel();
        SettleAsync().GetAwaiter().GetResult();
        _end.Dispose();
    }

    private void Run(Func<Task> act)
    {
        lock (_turn)
        {
            _begun.Add(Task.Run(act, _end.Token));
        }
    }
}
