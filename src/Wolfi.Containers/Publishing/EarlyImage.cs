using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// The image of an app that is still being published, made of what the compiler has left and of what was published before. The build takes it where the hash over
/// all of the build's own inputs is that of this image's inputs, as it takes the image of the last build where nothing has changed. Otherwise it makes its own, and
/// nothing of this one is left but blobs in the registry that nothing names. Where the last build took such an image, this one is stored with all that is attached to it, for
/// the build to tag. Only the user's own keys and those of one build sign it, and no package is fetched for it.
/// </summary>
internal sealed class EarlyImage : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly RecordedMessages _said = new();
    private readonly TaskCompletionSource<string?> _fingerprint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<ReadyImage?> _made;
    private CancellationTokenRegistration _endsWithBuild;
    private PublishRequest? _request;
    private BuildSession? _session;
    private RegistryOutput? _registry;
    private EarlyPush? _question;
    private bool _closed;

    private EarlyImage(Func<CancellationToken, Task<PublishRequest?>> read, Task<SigningKey> key, HashedBlobs hashed, Action before) => _made = Task.Factory.StartNew(
        () => Try(() =>
        {
            before();
            return MakeAsync(read, key, hashed);
        }),
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Why there is none; null where there is one, or it was of no use to begin with it.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Begins to make it.</summary>
    /// <param name="read">Reads what is asked for, with the app as it will be; null where that is not known.</param>
    /// <param name="key">Signs the app's packages, and stays the caller's.</param>
    /// <param name="hashed">Blobs of the last layout that were compared with their digests in this build.</param>
    /// <param name="before">What is waited for first.</param>
    public static EarlyImage Begin(Func<CancellationToken, Task<PublishRequest?>> read, Task<SigningKey> key, HashedBlobs hashed, Action before) => new(read, key, hashed, before);

    /// <summary>The image, which stays here; null where it is of other inputs, goes elsewhere or could not be made.</summary>
    /// <param name="request">What the build asks for.</param>
    /// <param name="fingerprint">Hash over all inputs of the build, with the packages as they are locked.</param>
    /// <param name="registry">Where the build pushes; null for nowhere. It goes on with what was sent.</param>
    /// <param name="observer">Hears what was said when the image was made.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ReadyImage?> TakeAsync(PublishRequest request, string fingerprint, RegistryOutput? registry, IPublishObserver observer, CancellationToken cancellationToken)
    {
        _endsWithBuild = cancellationToken.Register(_end.Cancel);
        if (await _fingerprint.Task.ConfigureAwait(false) != fingerprint
            || await _made.ConfigureAwait(false) is not { } ready
            || !IsAlike(request, _request!)
            || (_registry is null ? registry is not null : registry is null || !registry.TryGoOnWith(_registry)))
        {
            return null;
        }

        _said.TellTo(observer);
        observer.Detail("The image was made while the app was still being published.");
        return ready;
    }

    /// <summary>Waits until it is made, or is none.</summary>
    public void Wait() => _made.Wait(CancellationToken.None);

    /// <summary>Ends what is under way, and waits until nothing of it is left: one build at a time has the places of the outputs.</summary>
    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _endsWithBuild.Dispose();
        _end.Cancel();
        _made.GetAwaiter().GetResult()?.Dispose();
        _question?.Dispose();
        _registry?.Dispose();
        _session?.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _end.Dispose();
    }

    private async Task<ReadyImage?> MakeAsync(Func<CancellationToken, Task<PublishRequest?>> read, Task<SigningKey> key, HashedBlobs hashed)
    {
        if (await read(_end.Token).ConfigureAwait(false) is not { } asked || !IsFor(asked))
        {
            return null;
        }

        _request = asked;
        _registry = asked.Push is { } push ? new RegistryOutput(asked, push, _said) : null;
        _question = _registry?.BeginEarly(_end.Token);
        _question?.FindImages(token => PublishedOutputs.ManifestsOfLast(asked, token));
        OutputFolder? outputs = OutputFolder.Create(asked, foreseen: true);
        try
        {
            PublishRequest request = asked with
            {
                App = ForeseenApp.CopyInto(asked.App, Directory.CreateDirectory(Path.Combine(outputs.Scratch, "app")).FullName),
                Credentials = CredentialSources.None,
                Offline = true,
            };
            _session = await BuildSession.OpenAsync(request, _said, _end.Token).ConfigureAwait(false);
            _session.LendPackageKey(key);
            _session.Signer?.Begin(_end.Token);
            ImageBuild build = new(_session, request, _said);
            if (await build.StandingFingerprintAsync(_end.Token).ConfigureAwait(false) is not { } fingerprint
                || await build.ResolveAsync(_end.Token).ConfigureAwait(false) != fingerprint)
            {
                return null;
            }

            _fingerprint.SetResult(fingerprint);
            Task<ReadyImage> made = ReadyImage.MakeAsync(_session, build, fingerprint, outputs, _registry, hashed, _end.Token);
            outputs = null;
            ReadyImage ready = await made.ConfigureAwait(false);
            if (PublishRecord.TryRead(asked.Beside.FileNamed(PublishedOutputs.FingerprintFile)) is { Foreseen: true })
            {
                ready.Store();
            }

            return ready;
        }
        finally
        {
            outputs?.Dispose();
        }
    }

    // What starts the image, asks a person or a service, or tells the time, is the build's own. So is an image without a layout: packages are fetched while it is pushed.
    private static bool IsFor(PublishRequest request) =>
        request is { LayoutFolder: not null, Verify: false, SmokeTest: null, PackageKey.IsNamed: false, Lock: { RequireListed: false, Update: false }, Evidence.ProvenanceTimes: false }
        && request.Signing is null or { Key: null, Services.Keyless: false };

    // What is no input of an image, and still makes a difference to what is made of it or said.
    private static bool IsAlike(PublishRequest one, PublishRequest other) => one.PackageKey == other.PackageKey && one.ShowAdvice == other.ShowAdvice;

    private ReadyImage? Try(Func<Task<ReadyImage?>> make)
    {
        try
        {
            return make().GetAwaiter().GetResult();
        }
        catch (Exception e)
        {
            // The build itself goes the same way, and says what it meets.
            Failure = e;
            return null;
        }
        finally
        {
            _fingerprint.TrySetResult(null);
        }
    }
}
