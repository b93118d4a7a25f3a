using Wolfi.Containers.Files;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>Brings a build's image into a registry, from its layout or, where there is none, from its parts. Where the last build did so already, one HEAD request for each tag shows that it still stands.</summary>
internal sealed class RegistryOutput(PublishRequest request, PushSettings push, IPublishObserver observer) : IDisposable
{
    private readonly RegistryAccess _access = new(push.Credentials, push.Insecure, observer) { Rehearsed = push.Rehearsed };
    private OpenPush? _push;
    private EarlyPush? _early;

    /// <summary>Pushes what was made, or finds that it stands.</summary>
    /// <param name="made">What the build made, or found already made.</param>
    /// <param name="makeAgain">Makes it anew, where a layout that was found turns out to be damaged, or there is none to push again from.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<PublishResult> BringAsync(PublishResult made, Func<Task<PublishResult>> makeAgain, CancellationToken cancellationToken)
    {
        if (await StandsAsync(made, cancellationToken).ConfigureAwait(false))
        {
            PublishResult standing = Named(made, new PushResult { Reference = Reference(made), Tags = push.Target.Tags });
            observer.Report($"{standing.Reference} is in the registry: nothing was sent.");
            return standing;
        }

        if (made.LayoutFolder is not { } layout)
        {
            made = made.UpToDate ? await MakeAgainAsync("the registry no longer has it, and there is no layout of it.").ConfigureAwait(false) : made;
            return Tell(made, made.Pushed!);
        }

        (PushContent? content, string? damage) = made.Content is { } written ? (written, null) : Read(made, layout, cancellationToken);
        if (content is null)
        {
            made = await MakeAgainAsync(damage!).ConfigureAwait(false);
            content = made.Content ?? Read(made, layout, cancellationToken).Content;
        }

        return Tell(made, await PushAsync(content!, cancellationToken).ConfigureAwait(false));

        Task<PublishResult> MakeAgainAsync(string why)
        {
            observer.Inform($"The image is made again: {why}");
            File.Delete(request.Beside.FileNamed(PublishedOutputs.FingerprintFile));
            return makeAgain();
        }
    }

    /// <summary>Goes on with what another has sent, where it has sent it to the same place.</summary>
    /// <param name="other">The other, to which nothing is left.</param>
    /// <returns>Whether it is the same place.</returns>
    public bool TryGoOnWith(RegistryOutput other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Place != Place)
        {
            return false;
        }

        (_push, other._push) = (other._push, null);
        _early = other._early;
        return true;
    }

    /// <summary>Begins a push of an image that is still to be made; who asks for it ends it.</summary>
    public EarlyPush BeginEarly(CancellationToken cancellationToken) => _early = new EarlyPush(Open(), cancellationToken);

    /// <summary>Waits until what was sent early is there, or refused.</summary>
    public Task SettleAsync() => _early?.SettleAsync() ?? Task.CompletedTask;

    /// <summary>Pushes what was read of a layout, or what a build has just made.</summary>
    /// <exception cref="RegistryException">The registry does not take it.</exception>
    public async Task<PushResult> PushAsync(PushContent content, CancellationToken cancellationToken)
    {
        await SettleAsync().ConfigureAwait(false);
        _early?.ThrowIfRefused();
        return await Open().RunAsync(content, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _push?.Dispose();

    private OpenPush Open() => _push ??= new ImagePusher(_access, push.Rehearsed is null ? new LayerPlaces(BuildSession.DerivedOf(request)) : null).Open(push.Target);

    private string Place => string.Join(
        '\n', [push.Target.Repository.Registry, push.Target.Repository.Repository, .. push.Target.Tags, "from", .. push.Target.MountFrom, "insecure", .. push.Insecure]);

    private PublishResult Tell(PublishResult made, PushResult pushed)
    {
        OutputFile.Write(request.Beside.FileNamed(PushedRecord.FileName), stream =>
        {
            stream.Write(Record(made).ToBytes());
            return true;
        });
        observer.Report(PushText.Of(pushed));
        observer.Report($"  image    {pushed.Reference}");
        return Named(made, pushed);
    }

    private static PublishResult Named(PublishResult made, PushResult pushed) => made with { Reference = pushed.Reference.ToString(), Pushed = pushed };

    private ImageReference Reference(PublishResult made) => push.Target.Repository.WithDigest(Digest.Parse(made.Digest));

    private PushedRecord Record(PublishResult made) => new()
    {
        Reference = Reference(made).ToString(),
        Tags = push.Target.Tags,
        Attachments = PublishRecord.TryRead(request.Beside.FileNamed(PublishedOutputs.FingerprintFile))?.Attachments ?? [],
    };

    private async Task<bool> StandsAsync(PublishResult made, CancellationToken cancellationToken)
    {
        if (!made.UpToDate || !Record(made).IsIn(request.Beside.FileNamed(PushedRecord.FileName)))
        {
            return false;
        }

        foreach (string tag in push.Target.Tags)
        {
            if ((await Open().FindDigestAsync(tag, cancellationToken).ConfigureAwait(false))?.ToString() != made.Digest)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is to be pushed of the layout; or what is wrong with it, where it was found and is damaged: files may have changed since they were written.</summary>
    private static (PushContent? Content, string? Damage) Read(PublishResult made, string folder, CancellationToken cancellationToken)
    {
        try
        {
            OciLayout layout = OciLayout.Open(folder);
            Descriptor root = layout.Index.Value.Manifests.First(entry => entry.Digest.ToString() == made.Digest);
            PushContent content = PushContent.Read(layout, root, cancellationToken);
            if (made.UpToDate)
            {
                content.Verify(cancellationToken);
            }

            return (content, null);
        }
        catch (Exception e) when (made.UpToDate && e is OciException or InvalidOperationException)
        {
            return (null, e.Message);
        }
    }
}
