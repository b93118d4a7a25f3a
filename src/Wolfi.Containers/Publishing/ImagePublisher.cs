using Wolfi.Apk;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>The way of one build: needs, resolution, plan, image, outputs.</summary>
public static class ImagePublisher
{
    /// <summary>Makes the image, or finds that the last one still stands.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="begun">What was begun before the app was there; null for nothing.</param>
    /// <exception cref="WolfiException">Anything that the user has to know, with its code.</exception>
    public static Task<PublishResult> PublishAsync(PublishRequest request, IPublishObserver observer, CancellationToken cancellationToken, HeadStart? begun = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        begun?.End();
        return BringOutAsync(request, registry => PublishCodedAsync(request, begun, registry, observer, cancellationToken), observer, cancellationToken);
    }

    /// <summary>Makes the image of each platform and the index of them, or finds that the last ones still stand.</summary>
    /// <exception cref="WolfiException">Anything that the user has to know, with its code.</exception>
    public static Task<PublishResult> PublishAsync(IndexRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        return BringOutAsync(request.Whole, registry => new IndexBuild(request, observer).RunAsync(registry, cancellationToken), observer, cancellationToken);
    }

    private static async Task<PublishResult> BringOutAsync(PublishRequest request, Func<RegistryOutput?, Task<PublishResult>> make, IPublishObserver observer, CancellationToken cancellationToken)
    {
        try
        {
            using RegistryOutput? registry = request.Push is { } push ? new RegistryOutput(request, push, observer) : null;
            PublishResult made = await make(registry).ConfigureAwait(false);
            if (registry is not null)
            {
                made = await registry.BringAsync(made, () => make(registry), cancellationToken).ConfigureAwait(false);
            }

            if (request.Load is { } load)
            {
                made = await new DaemonOutput(request, load, observer).BringAsync(made, () => make(registry), cancellationToken).ConfigureAwait(false);
            }

            ResultFiles.Write(request, made);
            return made;
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
        catch (OciException e)
        {
            throw ImageErrors.From(e);
        }
        catch (RegistryException e)
        {
            throw RegistryErrors.From(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.OutputFailed.Fail(e, e.Message);
        }
    }

    private static async Task<PublishResult> PublishCodedAsync(PublishRequest request, HeadStart? begun, RegistryOutput? registry, IPublishObserver observer, CancellationToken cancellationToken)
    {
        using EarlyImage? early = begun?.TakeImage();
        using BuildSession session = await BuildSession.OpenAsync(request, observer, cancellationToken).ConfigureAwait(false);
        ImageBuild build = new(session, request, observer);
        if (await build.StandingFingerprintAsync(cancellationToken).ConfigureAwait(false) is { } before)
        {
            if (PublishedOutputs.TryReuse(request, before, observer, cancellationToken) is { } standing)
            {
                return standing;
            }

            if (early is not null && await early.TakeAsync(request, before, registry, observer, cancellationToken).ConfigureAwait(false) is { } foreseen)
            {
                return await foreseen.PutAsync(registry, observer, cancellationToken).ConfigureAwait(false);
            }
        }

        early?.Close();
        using EarlyPush? question = registry?.BeginEarly(cancellationToken);
        question?.FindImages(token => PublishedOutputs.ManifestsOfLast(request, token));
        session.BeginKeys(begun, cancellationToken);
        string fingerprint = await build.ResolveAsync(cancellationToken).ConfigureAwait(false);
        if (PublishedOutputs.TryReuse(build.Request, fingerprint, observer, cancellationToken) is { } same)
        {
            session.Lock.Write(build.Lock, build.Architecture);
            return same;
        }

        using ReadyImage ready = await ReadyImage.MakeAsync(
            session, build, fingerprint, OutputFolder.Create(build.Request), registry, begun?.Hashed, cancellationToken).ConfigureAwait(false);
        return await ready.PutAsync(registry, observer, cancellationToken).ConfigureAwait(false);
    }
}
