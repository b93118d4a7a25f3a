using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>The way of one image for several platforms: the image of each is made at the same time as the others, then the index, and all are put in their place together.</summary>
internal sealed class IndexBuild
{
    private readonly IndexRequest _request;
    private readonly IPublishObserver _observer;

    /// <summary>Makes the value; nothing is done yet.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="observer">Hears what happens.</param>
    public IndexBuild(IndexRequest request, IPublishObserver observer)
    {
        _request = WithSmokeTestOfThisMachine(request);
        _observer = observer;
    }

    /// <summary>Makes the images and the index, or finds that the last ones still stand.</summary>
    /// <param name="registry">Where they are pushed; null for nowhere.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">Anything that the user has to know.</exception>
    public async Task<PublishResult> RunAsync(RegistryOutput? registry, CancellationToken cancellationToken)
    {
        PublishRequest whole = _request.Whole;
        using BuildSession session = await BuildSession.OpenAsync(whole, _observer, cancellationToken).ConfigureAwait(false);
        PlatformObservers observers = new(_observer);
        ImmutableArray<ImageBuild> builds =
            [.. _request.Platforms.Select(platform => new ImageBuild(session, platform, observers.For(platform.App.RuntimeIdentifier)))];
        string?[] before = await EachAsync(builds, (build, token) => build.StandingFingerprintAsync(token), cancellationToken).ConfigureAwait(false);
        if (!before.Contains(null) && PublishedOutputs.TryReuse(whole, BuildFingerprint.JoinPlatforms(before!), _observer, cancellationToken) is { } standing)
        {
            return standing;
        }

        using EarlyPush? question = registry?.BeginEarly(cancellationToken);
        question?.FindImages(token => PublishedOutputs.ManifestsOfLast(whole, token));
        session.BeginKeys(begun: null, cancellationToken);
        string[] resolved = await EachAsync(builds, (build, token) => build.ResolveAsync(token), cancellationToken).ConfigureAwait(false);
        string fingerprint = BuildFingerprint.JoinPlatforms(resolved);
        LockFile locked = session.Lock.Join(builds.Select(build => (build.Architecture, build.Lock)));
        ImmutableArray<string> architectures = [.. builds.Select(build => build.Architecture)];
        if (PublishedOutputs.TryReuse(whole, fingerprint, _observer, cancellationToken) is { } same)
        {
            session.Lock.Write(locked, architectures);
            return same;
        }

        ArchitectureSkew.Warn(locked, _observer);
        WarnOfArchive();
        foreach (ImageBuild untested in builds.Where(build => whole.SmokeTest is not null && build.Request.SmokeTest is null))
        {
            _observer.Report($"{untested.Request.App.RuntimeIdentifier}: not smoke-tested, since this machine runs images for {OwnPlatform.Name}.");
        }

        using OutputFolder outputs = OutputFolder.Create(whole);
        using EarlyPush? early = registry?.BeginEarly(cancellationToken);
        early?.Find(_ => builds.SelectMany(build => build.PackageLayers));
        ImmutableArray<BuiltImage> built =
        [
            .. await EachAsync(
                builds,
                (build, token) => build.MakeAsync(Directory.CreateDirectory(Path.Combine(outputs.Scratch, build.Request.App.RuntimeIdentifier)).FullName, locked, token, early),
                cancellationToken).ConfigureAwait(false),
        ];
        BuiltIndex index = await MakeIndexAsync(session, builds, built, cancellationToken).ConfigureAwait(false);
        OutputSet made = OutputSet.Of(_request, index, built, fingerprint);
        early?.Send(made.Content.Blobs);
        using StagedOutputs staged = outputs.Stage(made, cancellationToken);
        PublishResult result = await outputs.PutAsync(staged, registry, cancellationToken).ConfigureAwait(false);
        session.Lock.Write(locked, architectures);
        Summary.Report(index, built, result, _observer);
        await ImageSigning.ReportAsync(session.Signer, whole, result, _observer, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<BuiltIndex> MakeIndexAsync(BuildSession session, ImmutableArray<ImageBuild> builds, ImmutableArray<BuiltImage> built, CancellationToken cancellationToken)
    {
        MultiPlatformImage image = IndexAssembler.Assemble(built.Select(one => one.Image));
        string? builder = session.Signer is null ? null : await session.Signer.GetHostedBuilderAsync(cancellationToken).ConfigureAwait(false);
        ImmutableArray<EvidenceDocument> evidence = IndexEvidence.Make(
            new IndexEvidenceInput { Image = image, Requests = [.. builds.Select(build => build.Request)], Builder = builder, Started = session.Started });
        ImmutableArray<Artifact> bundles =
            await ImageSigning.SignAsync(session.Signer, _request.Whole, image.Descriptor, evidence, cancellationToken).ConfigureAwait(false);
        return new BuiltIndex
        {
            Image = image,
            Evidence = evidence,
            Signatures = ClassicSigning.Attached(_request.Whole, bundles),
            ClassicSignatures = await ClassicSigning.SignAsync(session.Signer, _request.Whole, image.Digest, bundles, cancellationToken).ConfigureAwait(false),
        };
    }

    // The other platforms' images can't be started here. Where none can, the test fails as that of a single image does: it was asked for.
    private static IndexRequest WithSmokeTestOfThisMachine(IndexRequest request)
    {
        if (request.Whole.SmokeTest is null || request.Platforms.All(platform => platform.App.RuntimeIdentifier != OwnPlatform.Name))
        {
            return request;
        }

        return request with
        {
            Platforms = [.. request.Platforms.Select(platform => platform.App.RuntimeIdentifier == OwnPlatform.Name ? platform : platform with { SmokeTest = null })],
        };
    }

    private void WarnOfArchive()
    {
        if (_request.Whole.ArchiveFile is { } file && _request.Whole.ArchiveFormat == ArchiveFormat.Docker)
        {
            _observer.Warn(PlatformErrors.ArchiveOfOne.Create(Path.GetFileName(file), _request.Platforms[OwnPlatform.Choose(_request.Platforms)].App.RuntimeIdentifier));
        }
    }

    /// <summary>Does the same for all images at once. The first failure ends the others, and is what is told.</summary>
    private async Task<T[]> EachAsync<T>(ImmutableArray<ImageBuild> builds, Func<ImageBuild, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        (ImageBuild Build, Exception Exception)? first = null;
        Lock turn = new();
        Task<T>[] tasks = [.. builds.Select(build => Task.Run(async () =>
        {
            try
            {
                return await work(build, failed.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                lock (turn)
                {
                    first ??= (build, exception);
                }

                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }, CancellationToken.None))];
        try
        {
            return await Task.WhenAll(tasks).ConfigureAwait(false);
        }
        catch (Exception) when (first is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _observer.Report($"{first.Value.Build.Request.App.RuntimeIdentifier}: the image can't be made.");
            ExceptionDispatchInfo.Throw(first.Value.Exception);
            throw;
        }
    }
}
