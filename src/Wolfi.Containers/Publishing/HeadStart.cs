using Wolfi.Apk.Signing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Publishing;

/// <summary>
/// What a build can begin before its app is there, while one processor would rest: it finds the key of the app's packages, which takes up to two seconds where each
/// build has its own, rehearses the way of the image with the app of the last build, so that code is loaded and compiled when its turn comes, and hashes the blobs of
/// the last layout. Once the compiler is done it makes the image that will probably be asked for (<see cref="EarlyImage"/>). What the image holds depends on nothing of
/// it: where it fails, or was never begun, the build takes longer.
/// </summary>
public sealed class HeadStart : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly PackageKeySource _source;
    private readonly ForeseenRequest? _request;
    private Thread? _thread;
    private Task<SigningKey>? _key;
    private EarlyImage? _image;
    private bool _goesOn;

    private HeadStart(PackageKeySource source, Rehearsal? rehearsal, ForeseenRequest? request)
    {
        _source = source;
        _request = request;
        Rehearsal = rehearsal;
    }

    /// <summary>The rehearsal; null where there is none.</summary>
    internal Rehearsal? Rehearsal { get; }

    /// <summary>Blobs of the last layout that were hashed meanwhile.</summary>
    internal HashedBlobs? Hashed => Rehearsal?.Hashed;

    /// <summary>Begins with what every build does: reads settings, files and the last image.</summary>
    /// <param name="raw">The project's settings, as far as they are known.</param>
    /// <param name="publishedAppFile">The document about the app that the last build wrote, whether it is there or not.</param>
    /// <param name="publishFolder">Absolute path of the project's publish folder.</param>
    /// <param name="compilation">What the compiler does, where that takes long enough to begin only then, as a process of its own does; null otherwise.</param>
    public static HeadStart Begin(RawPublishOptions raw, string publishedAppFile, string publishFolder, ForeseenCompilation? compilation = null)
    {
        ArgumentNullException.ThrowIfNull(raw);

        // An open file can't be replaced on Windows, and the build is about to replace the app's.
        bool rehearses = Environment.ProcessorCount > 1 && !OperatingSystem.IsWindows() && File.Exists(publishedAppFile);
        ForeseenRequest request = new(raw, publishedAppFile, publishFolder);
        return Begin(PackageKeyReader.Source(raw, UserFolders.Data(Environment.GetEnvironmentVariable)), rehearses ? request.WithLastAppAsync : null, request, compilation);
    }

    /// <summary>The same for a request that is read there; null rehearses nothing.</summary>
    internal static HeadStart Begin(PackageKeySource source, Func<CancellationToken, Task<PublishRequest?>>? read, ForeseenRequest? request = null, ForeseenCompilation? compilation = null)
    {
        HeadStart begun = new(source, read is null ? null : new Rehearsal(read), request);
        begun.Run(rehearsal => rehearsal.Look(compilation, begun._end.Token));
        return begun;
    }

    /// <summary>Goes on with what a build does whose app has changed: finds the key, makes packages, image, documents and signatures.</summary>
    public void GoOn()
    {
        _goesOn = true;
        if (!_source.IsNamed)
        {
            _key ??= Task.Run(_source.Find);
        }

        // A key that is still to be made is not waited for: the rehearsal would stand still.
        Task<SigningKey>? lent = _source.IsKept ? _key : null;
        Run(rehearsal =>
        {
            rehearsal.Make(lent, _end.Token);
            if (!_end.IsCancellationRequested)
            {
                // What all of this leaves behind would be collected soon, while the build's own thread stands still: where the compiler runs, that thread waits anyway.
                GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            }
        });
    }

    /// <summary>Makes the image, once the compiler is done, while the app is being published; after <see cref="GoOn"/> alone.</summary>
    /// <param name="version"><c>Version</c> of the project.</param>
    /// <param name="revision"><c>SourceRevisionId</c> of the project; null when there is none.</param>
    public void MakeImage(string version, string? revision)
    {
        if (_request is { } request)
        {
            MakeImage(async token => await request.WithNextAppAsync(version, revision, token).ConfigureAwait(false) is { } next && next.PackageKey == _source ? next : null);
        }
    }

    /// <summary>The same for a request that is read there.</summary>
    internal void MakeImage(Func<CancellationToken, Task<PublishRequest?>> read)
    {
        if (_goesOn && Rehearsal is { } rehearsal && _key is { } key)
        {
            End();
            _image = EarlyImage.Begin(read, key, rehearsal.Hashed, Wait);
        }
    }

    /// <summary>The image that was begun, which the caller owns from now on; null for none.</summary>
    internal EarlyImage? TakeImage() => Interlocked.Exchange(ref _image, null);

    /// <summary>Ends the rehearsal: the build itself goes that way now.</summary>
    internal void End() => _end.Cancel();

    /// <summary>The key that was begun, which the caller owns from now on; null where none of that source was.</summary>
    internal Task<SigningKey>? TakeKey(PackageKeySource source) => source == _source ? Interlocked.Exchange(ref _key, null) : null;

    /// <summary>Waits until all that was begun is done.</summary>
    internal void Wait() => _thread?.Join();

    /// <summary>Waits until the image that was begun is made, or is none.</summary>
    internal void WaitForImage() => _image?.Wait();

    /// <summary>Ends all of it, and waits until nothing is left.</summary>
    public void Dispose()
    {
        End();
        TakeImage()?.Dispose();
        Wait();
        Rehearsal?.Dispose();
        _end.Dispose();
        TakeKey(_source)?.ContinueWith(static made => made.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private void Run(Action<Rehearsal> act)
    {
        if (Rehearsal is not { } rehearsal)
        {
            return;
        }

        Thread? before = _thread;
        _thread = new Thread(() =>
        {
            before?.Join();
            act(rehearsal);
        })
        { IsBackground = true, Name = "Wolfi rehearsal" };
        _thread.UnsafeStart();
    }
}
