using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>What all images of one build share: caches, connections, the lock file and the keys.</summary>
internal sealed class BuildSession : IDisposable
{
    private const string RehearsalKey = "rehearsal.rsa.pub";
    private const int RehearsalKeyBits = 2048;

    private readonly SigningKey? _namedKey;
    private readonly PackageKeySource _packageKeySource;
    private Task<SigningKey>? _packageKey;
    private bool _ownsKey = true;

    private BuildSession(PublishRequest request, DerivedStore derived, IPublishObserver observer)
    {
        Started = request.Evidence.ProvenanceTimes ? TimeProvider.System.GetUtcNow() : null;
        Derived = derived;
        Lock = BuildLock.Read(request.Lock, observer);
        _packageKeySource = request.PackageKey;
        Client = new RepositoryClient(
            handler: null, new PackageCache(request.CacheFolder, request.CacheLimit), Derived, request.Credentials.Open(observer.Warn))
        {
            Offline = request.Offline,

            HeadsSuffice = !ReadsEveryPackage(request),
        };
        VouchedPackages vouched = new(Derived);
        Maker = new LockMaker(Client, vouched, TimeProvider.System);
        Resolver = new LockedResolver(Client, vouched);
        try
        {
            _namedKey = request.PackageKey.IsNamed ? request.PackageKey.Find() : null;
            if (request.Fips && _namedKey is not null && FipsMode.FaultsOf([_namedKey.PublicKey]).FirstOrDefault() is { } weak)
            {
                throw new WolfiException(weak);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>When the build began; null unless provenance is to say so.</summary>
    public DateTimeOffset? Started { get; }

    /// <summary>What was derived before.</summary>
    public DerivedStore Derived { get; }

    /// <summary>Fetches packages and indexes.</summary>
    public RepositoryClient Client { get; }

    /// <summary>Locks anew.</summary>
    public LockMaker Maker { get; }

    /// <summary>Takes packages as they are locked.</summary>
    public LockedResolver Resolver { get; }

    /// <summary>The lock file.</summary>
    public BuildLock Lock { get; }

    /// <summary>Hashes of the app's files.</summary>
    public ContentHashes Contents { get; } = new();

    /// <summary>Signs images and documents; null where nothing is signed.</summary>
    public BuildSigner? Signer { get; private set; }

    /// <summary>Fingerprint of the named key that signs the app's packages; null where none is named.</summary>
    public string? PackageKeyFingerprint => _namedKey?.PublicKey.Fingerprint;

    /// <summary>Held while an image is signed: several are made at once.</summary>
    public SemaphoreSlim SigningTurn { get; } = new(1, 1);

    /// <summary>Opens what a build needs.</summary>
    /// <exception cref="WolfiException">The lock file or a key is damaged, or not there where it must be; or there is no identity to sign by.</exception>
    public static async Task<BuildSession> OpenAsync(PublishRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        BuildSession session = new(request, DerivedOf(request), observer);
        try
        {
            session.Signer = await BuildSigner.ReadAsync(request.Signing, observer, cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens what a rehearsal needs: nothing derived is kept, and keys of this process sign.</summary>
    /// <exception cref="WolfiException">The lock file is damaged, or not there.</exception>
    public static BuildSession OpenForRehearsal(PublishRequest request, IPublishObserver observer) =>
        new(request, DerivedOf(request).AsReadOnly(), observer) { Signer = BuildSigner.ForRehearsal(observer) };

    /// <summary>What was derived before, for this request's user.</summary>
    public static DerivedStore DerivedOf(PublishRequest request) =>
        new(request.CacheFolder, request.DerivedKeyFile is { } file ? DerivedKey.ReadOrMake(file) : DerivedKey.MakeForThisProcess());

    /// <summary>Begins to find one key and to open the other: that takes as long as a download.</summary>
    /// <param name="begun">Has perhaps begun to find the one already.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public void BeginKeys(HeadStart? begun, CancellationToken cancellationToken)
    {
        Signer?.Begin(cancellationToken);
        _packageKey = _namedKey is null ? begun?.TakeKey(_packageKeySource) ?? Task.Run(_packageKeySource.Find, cancellationToken) : Task.FromResult(_namedKey);
    }

    /// <summary>Has a key sign the app's packages that stays the caller's.</summary>
    public void LendPackageKey(Task<SigningKey> key)
    {
        _ownsKey = false;
        _packageKey = key;
    }

    /// <summary>Has a key sign the app's packages that is made in a moment and not worth more.</summary>
    public void BeginRehearsalKey() => _packageKey = Task.Run(static () => SigningKey.Generate(RehearsalKey, RehearsalKeyBits));

    /// <summary>The key that signs the app's packages, once it is there.</summary>
    public Task<SigningKey> PackageKeyAsync() => _packageKey ?? throw new InvalidOperationException("The keys were not begun.");

    // What reads every layer has the packages fetched side by side, and before anything else is done. A layout that is there has the layers of most of them, and
    // hashes what it keeps.
    private static bool ReadsEveryPackage(PublishRequest request) =>
        request.Verify || request.SmokeTest is not null || request.ArchiveFile is not null || (request.LayoutFolder is { } layout && !OciLayout.IsLayout(layout));

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        SigningTurn.Dispose();
        Signer?.Dispose();
        _namedKey?.Dispose();
        if (_namedKey is null && _ownsKey)
        {
            _packageKey?.ContinueWith(static made => made.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        }
    }
}
