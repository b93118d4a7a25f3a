using Wolfi.Containers.Credentials;
using Wolfi.Containers.Files;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>Brings a build's layout into a registry. Where the last build did so already, one HEAD request for each tag shows that it still stands.</summary>
internal sealed class RegistryOutput(PublishRequest request, PushSettings push, IPublishObserver observer)
{
    private readonly RegistryAccess _access = new(push.Credentials, push.Insecure, observer);

    /// <summary>Pushes what was made, or finds that it stands.</summary>
    /// <param name="made">What the build made, or found already made.</param>
    /// <param name="makeAgain">Makes it anew, where a layout that was found turns out to be damaged.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<PublishResult> BringAsync(PublishResult made, Func<Task<PublishResult>> makeAgain, CancellationToken cancellationToken)
    {
        if (await StandsAsync(made, cancellationToken).ConfigureAwait(false))
        {
            PublishResult standing = Named(made, new PushResult { Reference = Reference(made), Tags = push.Target.Tags });
            observer.Report($"{standing.Reference} is in the registry: nothing was sent.");
            return standing;
        }

        PushContent? content = Read(made, cancellationToken);
        if (content is null)
        {
            made = await makeAgain().ConfigureAwait(false);
            content = Read(made, cancellationToken)!;
        }

        PushResult pushed = await new ImagePusher(_access, new LayerPlaces(BuildSession.DerivedOf(request))).PushAsync(content, push.Target, cancellationToken).ConfigureAwait(false);
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

        _access.WarnIfInsecure(push.Target.Repository.Registry);
        using RegistryClient client = _access.Open(RegistryUse.Push);
        RegistryRepository repository = client.Open(push.Target.Repository);
        foreach (string tag in push.Target.Tags)
        {
            if ((await repository.FindDigestAsync(tag, cancellationToken).ConfigureAwait(false))?.ToString() != made.Digest)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is to be pushed of the layout; null where it was found and is damaged: files may have changed since they were written.</summary>
    private PushContent? Read(PublishResult made, CancellationToken cancellationToken)
    {
        try
        {
            OciLayout layout = OciLayout.Open(made.LayoutFolder);
            Descriptor root = layout.Index.Value.Manifests.First(entry => entry.Digest.ToString() == made.Digest);
            PushContent content = PushContent.Read(layout, root, cancellationToken);
            if (made.UpToDate)
            {
                content.Verify(cancellationToken);
            }

            return content;
        }
        catch (Exception e) when (made.UpToDate && e is OciException or InvalidOperationException)
        {
            observer.Inform($"The image is made again: {e.Message}");
            File.Delete(request.Beside.FileNamed(PublishedOutputs.FingerprintFile));
            return null;
        }
    }
}
