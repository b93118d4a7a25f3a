using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Registries;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// The way of an image, gone once with the app of the last build. It leaves nothing behind: no output, no cache entry, no line in the log. It asks nothing of the
/// network and starts nothing. It signs images with a key of its own, and packages with one too or with the user's own; no key that a project names signs.
/// No failure of it is anybody's concern.
/// </summary>
/// <param name="read">Reads what is asked for, as far as it is known; null where that is not valid.</param>
internal sealed class Rehearsal(Func<CancellationToken, Task<PublishRequest?>> read) : IPublishObserver, IDisposable
{
    private readonly PushRehearsal _push = new();
    private BuildSession? _session;
    private PublishRequest? _request;
    private bool _hasLooked;

    /// <summary>Why it ended before its end; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How many manifests were pushed to nowhere.</summary>
    public int PushedManifests => _push.Manifests;

    /// <summary>Blobs of the last layout that were compared with their digests: the one thing that the build itself may take from here.</summary>
    public HashedBlobs Hashed { get; } = new();

    /// <summary>Reads what a build reads to find whether anything has changed.</summary>
    /// <param name="later">Where it is due, this is left to <see cref="Make"/>; null where it is unknown.</param>
    /// <param name="cancellationToken">Ends the rehearsal.</param>
    public void Look(ForeseenCompilation? later, CancellationToken cancellationToken) =>
        Try(() => later?.IsDue() == true ? Task.CompletedTask : LookAsync(cancellationToken));

    /// <summary>Makes an image in a folder of its own, after <see cref="Look"/>, and pushes it to nowhere.</summary>
    /// <param name="lentKey">Signs the app's packages and stays the caller's; null for a key of the rehearsal's own.</param>
    /// <param name="cancellationToken">Ends the rehearsal.</param>
    public void Make(Task<SigningKey>? lentKey, CancellationToken cancellationToken) => Try(async () =>
    {
        if (!_hasLooked)
        {
            await LookAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_session is null || _request is not { } request)
        {
            return;
        }

        if (lentKey is null)
        {
            _session.BeginRehearsalKey();
        }
        else
        {
            _session.LendPackageKey(lentKey);
        }

        ImageBuild build = new(_session, request, this);
        await build.StandingFingerprintAsync(cancellationToken).ConfigureAwait(false);
        string fingerprint = await build.ResolveAsync(cancellationToken).ConfigureAwait(false);
        build.LeaveOutRuntime();

        // What the app's own files said the last time is remembered; of those of this build nothing will be.
        RequestedNeeds.Find(request with { App = request.App with { Files = request.App.Files.RemoveAll(file => file.Source != FileSource.Project) } }, cancellationToken);
        string scratch = Directory.CreateTempSubdirectory("wolfi-").FullName;
        try
        {
            using RegistryOutput? registry = request.Push is { } push ? new RegistryOutput(request, push, this) : null;
            using EarlyPush? early = registry?.BeginEarly(cancellationToken);
            early?.FindImages(token => PublishedOutputs.ManifestsOfLast(request, token));
            BuiltImage built = await build.MakeAsync(scratch, build.Lock, cancellationToken).ConfigureAwait(false);
            OutputSet made = OutputSet.Of(request, built, fingerprint);
            _push.ExpectLarge(made.Content.Blobs);
            early?.Send(made.Content.Blobs);
            early?.Store(made.Content);
            if (registry is not null)
            {
                await registry.PushAsync(made.Content, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        if (request.LayoutFolder is { } kept)
        {
            Hashed.Hash(kept, cancellationToken);
        }
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        _push.Dispose();
    }

    void IPublishObserver.Warn(Diagnostic diagnostic)
    {
    }

    void IPublishObserver.Report(string line)
    {
    }

    void IPublishObserver.Inform(string line)
    {
    }

    void IPublishObserver.Detail(string line)
    {
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _hasLooked = true;
        if (await read(cancellationToken).ConfigureAwait(false) is not { } asked)
        {
            return;
        }

        PublishRequest request = _request = Harmless(asked);

        // As the app's document is written when it is published.
        PublishedAppJson.Write(asked.App);
        _session = BuildSession.OpenForRehearsal(request, this);
        ImageBuild build = new(_session, request, this);
        build.LeaveOutRuntime();
        await build.StandingFingerprintAsync(cancellationToken).ConfigureAwait(false);
        if (PublishRecord.TryRead(request.Beside.FileNamed(PublishedOutputs.FingerprintFile)) is { } last)
        {
            PublishedOutputs.TryReuse(request, last.Fingerprint, cancellationToken);
        }

        if (request.Push is not null)
        {
            await _push.FindAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private PublishRequest Harmless(PublishRequest asked) => asked with
    {
        Credentials = CredentialSources.None,
        PackageKey = new PackageKeySource(),
        Signing = new SigningSettings { Secrets = new KeySecrets { Variable = static name => null } },
        Lock = new LockSettings { File = asked.Lock.File, Locked = true },
        Offline = true,
        SmokeTest = null,
        Verify = false,
        ArchiveFile = null,
        Push = asked.Push is null ? null : new PushSettings(new PushTarget(PushRehearsal.Nowhere, asked.Tags)) { Rehearsed = _push },
    };

    private void Try(Func<Task> act)
    {
        try
        {
            act().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // The build itself goes the same way, and says what it meets.
            Failure = e;
        }
    }
}
