using System.Collections.Immutable;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Publishing;

/// <summary>Brings a build's image into Docker or Podman. Where it is there already, one question for each tag shows it.</summary>
internal sealed class DaemonOutput(PublishRequest request, LoadSettings load, IPublishObserver observer)
{
    /// <summary>Loads what was made, or finds that it is there.</summary>
    /// <param name="made">What the build made, or found already made.</param>
    /// <param name="makeAgain">Makes it anew, where a layout that was found turns out to be damaged.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<PublishResult> BringAsync(PublishResult made, Func<Task<PublishResult>> makeAgain, CancellationToken cancellationToken)
    {
        try
        {
            return await LoadAsync(made, cancellationToken).ConfigureAwait(false);
        }
        catch (OciException e) when (made.UpToDate)
        {
            observer.Inform($"The image is made again: {e.Message}");
            File.Delete(request.Beside.FileNamed(PublishedOutputs.FingerprintFile));
        }

        return await LoadAsync(await makeAgain().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    private async Task<PublishResult> LoadAsync(PublishResult made, CancellationToken cancellationToken)
    {
        ImageLoader loader = new(load.Sources, observer);
        ImmutableArray<ImageReference> names = [.. request.Tags.Select(tag => ImageReference.ParseRepository(request.ImageRepository).WithTag(tag))];
        if (load.Required)
        {
            return Tell(made, await loader.LoadAsync(Read(made, cancellationToken), names, load.Engine, cancellationToken).ConfigureAwait(false));
        }

        try
        {
            (LoadResult? loaded, string? whyNot) = await loader.TryLoadAsync(() => Read(made, cancellationToken), names, cancellationToken).ConfigureAwait(false);
            if (loaded is not null)
            {
                return Tell(made, loaded);
            }

            Calmly(made, $"  engine   {whyNot}: the image is in the layout alone");
        }
        catch (WolfiException e) when (e.Diagnostic.Code.StartsWith("WOLFI61", StringComparison.Ordinal))
        {
            observer.Warn(DaemonErrors.NotLoaded.Create(e.Diagnostic.Text));
        }

        return made;
    }

    private Image Read(PublishResult made, CancellationToken cancellationToken) => HostPlatform.Read(OciLayout.Open(made.LayoutFolder!), request.Tags[0], platform: null, cancellationToken);

    private PublishResult Tell(PublishResult made, LoadResult loaded)
    {
        observer.Report(LoadText.Of(loaded));
        Calmly(made, $"  run      {loaded.Run}");
        return made with { Loaded = loaded };
    }

    // Who builds again and again has read it.
    private void Calmly(PublishResult made, string line)
    {
        if (made.UpToDate)
        {
            observer.Inform(line);
        }
        else
        {
            observer.Report(line);
        }
    }
}
