using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>One image that is made and signed, and lies with all that belongs to it beside its place; its blobs are on their way to the registry. Nothing that stands has changed.</summary>
internal sealed class ReadyImage : IDisposable
{
    private readonly BuildSession _session;
    private readonly ImageBuild _build;
    private readonly BuiltImage _built;
    private readonly OutputFolder _outputs;
    private readonly StagedOutputs _staged;
    private readonly EarlyPush? _push;

    private ReadyImage(BuildSession session, ImageBuild build, BuiltImage built, OutputFolder outputs, StagedOutputs staged, EarlyPush? push)
    {
        _session = session;
        _build = build;
        _built = built;
        _outputs = outputs;
        _staged = staged;
        _push = push;
    }

    /// <summary>Makes it.</summary>
    /// <param name="session">What the build shares; it must outlive the image.</param>
    /// <param name="build">Has found its packages.</param>
    /// <param name="fingerprint">Hash over all inputs.</param>
    /// <param name="outputs">The build's folder, which goes with this value, or with the failure.</param>
    /// <param name="registry">Gets its blobs; null for nowhere.</param>
    /// <param name="hashed">Blobs of the last layout that were compared with their digests in this build; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.WolfiException">Anything that the user has to know.</exception>
    public static async Task<ReadyImage> MakeAsync(
        BuildSession session, ImageBuild build, string fingerprint, OutputFolder outputs, RegistryOutput? registry, HashedBlobs? hashed, CancellationToken cancellationToken)
    {
        EarlyPush? push = null;
        try
        {
            push = registry?.BeginEarly(cancellationToken);
            push?.Find(_ => build.PackageLayers);
            BuiltImage built = await build.MakeAsync(outputs.Scratch, build.Lock, cancellationToken, push).ConfigureAwait(false);
            OutputSet made = OutputSet.Of(build.Request, built, fingerprint);
            push?.Send(made.Content.Blobs);
            return new ReadyImage(session, build, built, outputs, outputs.Stage(made, cancellationToken, hashed), push);
        }
        catch
        {
            push?.Dispose();
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>Has the registry store all of it already but for the tags that were asked for.</summary>
    public void Store() => _push?.Store(_staged.Made.Content);

    /// <summary>Puts everything in its place, and says what it is.</summary>
    /// <param name="registry">The one that gets its blobs.</param>
    /// <param name="observer">Hears it.</param>
    /// <param name="cancellationToken">Ends the work and leaves what was there before.</param>
    /// <exception cref="Diagnostics.WolfiException">Anything that the user has to know.</exception>
    public async Task<PublishResult> PutAsync(RegistryOutput? registry, IPublishObserver observer, CancellationToken cancellationToken)
    {
        PublishResult result = await _outputs.PutAsync(_staged, registry, cancellationToken).ConfigureAwait(false);
        _session.Lock.Write(_build.Lock, _build.Architecture);
        Summary.Report(_built, result, observer);
        await ImageSigning.ReportAsync(_session.Signer, _build.Request, result, observer, cancellationToken).ConfigureAwait(false);
        return result;
    }

    /// <summary>Ends what is still being sent, and removes what is not in its place.</summary>
    public void Dispose()
    {
        _push?.Dispose();
        _staged.Dispose();
        _outputs.Dispose();
    }
}
