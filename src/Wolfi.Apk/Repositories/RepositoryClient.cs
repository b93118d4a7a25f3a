using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Concurrency;

namespace Wolfi.Apk.Repositories;

/// <summary>Fetches indexes and packages from folders and over https, and hands out only what was verified as the repository demands. Safe for use by several threads.</summary>
public sealed class RepositoryClient : IDisposable
{
    private readonly Lazy<HttpDownloader> _downloader;
    private readonly PackageCache _cache;
    private readonly CacheUse _use;
    private readonly DerivedStore? _derived;
    private readonly KnownPackages? _known;
    private readonly IndexStore? _indexes;
    private readonly SingleFlight<PackageFlight, VerifiedPackage> _flights = new();
    private readonly SingleFlight<PackageFlight, VerifiedPackage> _fileFlights = new();

    /// <summary>Makes a client.</summary>
    /// <param name="handler">Sends requests; stays open. It must not follow redirects by itself. Null for the machine's network, with proxies from the environment.</param>
    /// <param name="cache">Keeps packages.</param>
    /// <param name="derived">Keeps what reading a package or an index showed, so that it is inflated once only; null to read each anew.</param>
    /// <param name="credentials">Knows the credentials of private repositories; null for those in their URLs alone.</param>
    public RepositoryClient(HttpMessageHandler? handler, PackageCache cache, DerivedStore? derived = null, IRepositoryCredentials? credentials = null)
        : this(handler, cache, policy: null, TimeProvider.System, derived, credentials)
    {
    }

    internal RepositoryClient(
        HttpMessageHandler? handler, PackageCache cache, HttpPolicy? policy, TimeProvider time, DerivedStore? derived = null, IRepositoryCredentials? credentials = null)
    {
        ArgumentNullException.ThrowIfNull(cache);

        // Folders need none of what a download needs.
        _downloader = new Lazy<HttpDownloader>(() => new HttpDownloader(handler, credentials, policy ?? HttpPolicy.Default, time));
        _cache = cache;
        _use = new CacheUse(cache);
        _derived = derived;
        _known = derived is null ? null : new KnownPackages(derived);
        _indexes = derived is null ? null : new IndexStore(derived);
    }

    /// <summary>Whether nothing is fetched over the network: what is neither in the cache nor in a folder is <see cref="ApkFault.Offline"/>.</summary>
    public bool Offline { get; init; }

    /// <summary>Whether a package's file is fetched only when <see cref="VerifiedPackage.File"/> is asked for, where all else about the package is known from
    /// an earlier reading: its head, which is verified as always, and the list of its files.</summary>
    public bool HeadsSuffice { get; init; }

    /// <summary>Fetches a repository's index, verified by its <see cref="PackageRepository.IndexKeys"/>.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="architecture">apk's name of the architecture; each record must be for it or for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ApkException">It can't be had or trusted.</exception>
    public Task<PackageIndex> FetchIndexAsync(PackageRepository repository, string architecture, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(repository);
        try
        {
            RepositoryPlace place = RepositoryPlace.Of(repository);
            string path = place.IndexPath(architecture);
            string shown = place.Show(path);
            Func<Stream, PackageIndex> read = stream => ReadIndex(stream, shown, repository, architecture, cancellationToken);
            if (place.Folder is null)
            {
                return DownloadIndexAsync(place.FileAt(path, Limits.IndexFileSize), read, cancellationToken);
            }

            using FileStream file = OpenFile(place, path);
            return Task.FromResult(read(file));
        }
        catch (Exception e)
        {
            return Task.FromException<PackageIndex>(e);
        }
    }

    /// <summary>Fetches a package: from the cache when it is there and sound from first to last byte, else from its repository; once, whichever processes ask for
    /// it at the same time. It stays in the cache until this client is disposed. Every hop is checked: the record's checksum and size, the package's own
    /// signatures, its metadata against the record, the data hash and each file's checksum.</summary>
    /// <param name="package">The record and its repository.</param>
    /// <param name="cancellationToken">Ends the work; nothing half-done stays behind.</param>
    /// <exception cref="ApkException">It can't be had or trusted.</exception>
    public Task<VerifiedPackage> FetchPackageAsync(ResolvedPackage package, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(package);
        return _flights.RunAsync(
            FlightOf(package),
            token => HeadsSuffice && Recall(package) is { } known ? Task.FromResult(known) : FetchAsync(package, token),
            cancellationToken);
    }

    /// <summary>Waits until parsed indexes are kept, and lets go of the packages: what was fetched can be removed from the cache from now on, and is where the cache has grown beyond its bound.</summary>
    public void Dispose()
    {
        if (_downloader.IsValueCreated)
        {
            _downloader.Value.Dispose();
        }

        _indexes?.Dispose();
        _use.Count(_derived?.TakeAdded() ?? 0);
        _use.Dispose();
    }

    private PackageIndex ReadIndex(Stream stream, string shown, PackageRepository repository, string architecture, CancellationToken cancellationToken)
    {
        IndexFile file = IndexReader.Open(stream, shown, repository.IndexKeys, repository.MinimumSignature, repository.AllowUntrustedIndexUnsafe, cancellationToken);
        PackageIndex read = _indexes?.Read(file, cancellationToken) ?? file.Parse(cancellationToken);
        read.CheckArchitecture(architecture, shown);
        return read;
    }

    private async Task<PackageIndex> DownloadIndexAsync(HttpFile file, Func<Stream, PackageIndex> read, CancellationToken cancellationToken)
    {
        RefuseNetwork(file.Shown);
        PackageIndex? index = null;
        using MemoryStream downloaded = new();
        await _downloader.Value.DownloadAsync(file, downloaded, ReadWhole, cancellationToken).ConfigureAwait(false);
        return index!;

        void ReadWhole(HttpBody body)
        {
            try
            {
                index = read(downloaded);
            }
            catch (ApkException e) when (!body.LengthWasTold && e.Fault == ApkFault.MalformedGzip)
            {
                throw new TransientException("the index is damaged or was cut off", e, e.Fault);
            }
        }
    }

    private static PackageFlight FlightOf(ResolvedPackage package) => new(PackageCache.EntryName(package.Record), package.Repository, package.Pin);

    // Whatever is wrong with what is known, the package itself has the last word.
    private VerifiedPackage? Recall(ResolvedPackage package)
    {
        IndexRecord record = package.Record;
        PackageFile file = new(async cancellationToken =>
            (await _fileFlights.RunAsync(FlightOf(package), token => FetchAsync(package, token), cancellationToken).ConfigureAwait(false)).File.Path!);
        try
        {
            if (_known?.Find(record.Checksum, record.Size, record.FileName, package.Repository.AllowedCapabilities) is not { } known)
            {
                return null;
            }

            _cache.NoteUse(_cache.PathOf(record));
            return Judge(package, known, record.FileName, file);
        }
        catch (ApkException)
        {
            return null;
        }
    }

    private async Task<VerifiedPackage> FetchAsync(ResolvedPackage package, CancellationToken cancellationToken)
    {
        RepositoryPlace place = RepositoryPlace.Of(package.Repository);
        string path = place.PackagePath(package);
        string entry = _cache.PathOf(package.Record);
        string name = Path.GetFileName(entry);
        _use.Hold(name, cancellationToken);
        if (TryCache(package, entry, cancellationToken) is VerifiedPackage cached)
        {
            return cached;
        }

        if (place.Folder is null)
        {
            RefuseNetwork(place.Show(path));
        }

        // Another process may be about it, or have been when this one looked.
        using FileStream? claim = await _cache.ClaimAsync(name, cancellationToken).ConfigureAwait(false);
        return TryCache(package, entry, cancellationToken)
            ?? await DownloadAsync(package, place, path, entry, cancellationToken).ConfigureAwait(false);
    }

    private async Task<VerifiedPackage> DownloadAsync(ResolvedPackage package, RepositoryPlace place, string path, string entry, CancellationToken cancellationToken)
    {
        using TemporaryEntry temporary = _cache.CreateTemporary(Path.GetFileName(entry), cancellationToken);
        VerifiedPackage? verified = null;
        try
        {
            if (place.Folder is not null)
            {
                using FileStream file = OpenFile(place, path);
                await file.CopyToAsync(temporary.Stream, cancellationToken).ConfigureAwait(false);
                temporary.Stream.Position = 0;
                verified = Verify(package, temporary.Stream, place.Show(path), entry, cancellationToken);
            }
            else
            {
                await _downloader.Value.DownloadAsync(place.FileAt(path, package.Record.Size), temporary.Stream, VerifyWhole, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException e)
        {
            throw TemporaryEntry.Unwritable(_cache.Folder, e);
        }

        _cache.Put(temporary, entry, cancellationToken);
        _use.Count(package.Record.Size);
        return verified!;

        void VerifyWhole(HttpBody body)
        {
            if (!body.LengthWasTold && body.Length < package.Record.Size)
            {
                throw new TransientException($"the answer ended after {body.Length} of {package.Record.Size} bytes", fault: ApkFault.SizeMismatch);
            }

            verified = Verify(package, temporary.Stream, place.Show(path), entry, cancellationToken);
        }
    }

    private void RefuseNetwork(string shown)
    {
        if (Offline)
        {
            throw new ApkException(ApkFault.Offline, $"{shown}: it is not here, and the network is refused.");
        }
    }

    // Whatever is wrong with an entry of the cache, the repository has the last word.
    private VerifiedPackage? TryCache(ResolvedPackage package, string entry, CancellationToken cancellationToken)
    {
        using FileStream? stream = _cache.TryOpen(entry);
        if (stream is null)
        {
            return null;
        }

        try
        {
            return Verify(package, stream, package.Record.FileName, entry, cancellationToken);
        }
        catch (ApkException e) when (e.Fault is ApkFault.Unsigned or ApkFault.UnknownKey or ApkFault.WeakSignature or ApkFault.RecordMismatch or ApkFault.PinMismatch or ApkFault.ForbiddenEntry)
        {
            // Sound, but not what this repository promises; others may use it.
            return null;
        }
        catch (Exception e) when (e is ApkException or IOException)
        {
            PackageCache.Remove(entry);
            return null;
        }
    }

    private VerifiedPackage Verify(ResolvedPackage resolved, Stream stream, string shown, string entry, CancellationToken cancellationToken)
    {
        ImmutableArray<string> allowed = resolved.Repository.AllowedCapabilities;
        ApkPackage package = _known is null
            ? ApkPackageReader.Read(stream, shown, static _ => null, allowed, cancellationToken)
            : _known.Read(stream, shown, allowed, keepHead: HeadsSuffice, cancellationToken);
        return Judge(resolved, package, shown, PackageFile.At(entry));
    }

    private static VerifiedPackage Judge(ResolvedPackage resolved, ApkPackage package, string shown, PackageFile file)
    {
        PackageRepository repository = resolved.Repository;
        if (resolved.Pin is { } pin)
        {
            ApkPackageVerifier.MatchPin(package, resolved.Record, pin);
        }
        else
        {
            ApkPackageVerifier.MatchRecord(package, resolved.Record);
        }

        PackageSignatureCheck check = ApkPackageVerifier.VerifySignatures(package, repository.PackageKeys, repository.MinimumSignature);
        PackageTrust trust = repository.AllowUntrustedIndexUnsafe ? PackageTrust.Untrusted : check.Signed ? PackageTrust.PackageSigned : PackageTrust.IndexVouched;
        return trust == PackageTrust.IndexVouched && repository.Signatures == PackageSignatures.Packages
            ? throw NotSigned(package, check, repository, shown)
            : new VerifiedPackage(resolved, package, trust, file);
    }

    private static ApkException NotSigned(ApkPackage package, PackageSignatureCheck check, PackageRepository repository, string shown)
    {
        if (package.Signatures.IsEmpty)
        {
            return new ApkException(ApkFault.Unsigned, $"{shown}: the package carries no signature, which its repository's rules demand.");
        }

        return check.Strongest is SignatureAlgorithm strongest
            ? new ApkException(ApkFault.WeakSignature, $"{shown}: the package's strongest signature is {strongest.EntryName()}; at least {repository.MinimumSignature.EntryName()} is demanded.")
            : new ApkException(ApkFault.UnknownKey, $"{shown}: the package is signed by {string.Join(", ", package.Signatures.Select(s => $"'{s.KeyName}'"))}, but by no key that may sign this repository's packages.");
    }

    private static FileStream OpenFile(RepositoryPlace place, string path)
    {
        string file = Path.Combine(place.Folder!, path);
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ApkException(ApkFault.NotFound, $"{file}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkException(ApkFault.RepositoryUnreachable, $"{file}: can't be read: {MessageText.Shorten(e.Message)}", e);
        }
    }
}
