using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Publishing;

/// <summary>The lock file's part in one build: what it says before, what is resolved, and what is written when the image is made.</summary>
internal sealed class BuildLock
{
    private readonly LockSettings _settings;
    private readonly LockFile? _last;
    private readonly IPublishObserver _observer;

    private BuildLock(LockSettings settings, LockFile? last, IPublishObserver observer)
    {
        _settings = settings;
        _last = last;
        _observer = observer;
    }

    /// <summary>Reads the lock file.</summary>
    /// <exception cref="WolfiException">It is damaged, or not there where it must be.</exception>
    public static BuildLock Read(LockSettings settings, IPublishObserver observer)
    {
        LockFile? last = LockFileReader.ReadFile(settings.File);
        return last is null && settings.Locked ? throw LockErrors.NoLockFile.Fail(settings.File) : new BuildLock(settings, last, observer);
    }

    /// <summary>What is locked for an architecture and stays so, if it fits what is asked; null when it is resolved anew.</summary>
    public LockedArchitecture? Standing(string architecture) => _settings.Update ? null : _last?.Find(architecture);

    /// <summary>Checks that what stands is still listed, where the project wants that.</summary>
    /// <exception cref="WolfiException">A package was withdrawn, or the index can't be had or trusted.</exception>
    public Task RequireListedAsync(LockMaker maker, LockRequest request, CancellationToken cancellationToken) =>
        _settings.RequireListed && Standing(request.Architecture) is not null
            ? maker.RequireListedAsync(_last!, request, Policy(moving: null), _observer, cancellationToken)
            : Task.CompletedTask;

    /// <summary>Resolves what is asked for: as locked where the lock file answers it, else from the indexes.</summary>
    /// <exception cref="WolfiException">The lock file must answer it and does not, or packages can't be had or trusted.</exception>
    public async Task<LockedWorld> ResolveAsync(
        LockMaker maker, LockedResolver resolver, LockRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        if (_last is null || _settings.Update)
        {
            return await maker.LockAsync(_last ?? LockFile.Empty, request, Policy(moving: null), observer, cancellationToken).ConfigureAwait(false);
        }

        ImmutableArray<string> differences = LockDrift.Find(_last, request);
        if (differences.IsEmpty)
        {
            return new LockedWorld(await resolver.ResolveAsync(_last, _settings.File, request, observer, cancellationToken).ConfigureAwait(false), _last);
        }

        string told = string.Join("; ", differences);
        if (_settings.Locked)
        {
            throw LockErrors.Drift.Fail(_settings.File, told);
        }

        observer.Detail($"{_settings.File} is renewed where it must: {told}.");
        return await maker.LockAsync(_last, request, Policy(moving: []), observer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what was resolved, where that is another thing than was locked. What another build has locked meanwhile for another architecture stays.</summary>
    /// <exception cref="WolfiException">The file can't be written.</exception>
    public void Write(LockFile file, params ImmutableArray<string> architectures)
    {
        if (ReferenceEquals(file, _last))
        {
            return;
        }

        if (LockFileWriter.WriteInto(_settings.File, file, architectures) is not var (current, next))
        {
            return;
        }

        ImmutableArray<PackageChange> changes = LockChanges.Between(current, next);
        string counts = string.Join(" and ", architectures.Select(architecture => Counted(next.Find(architecture)!)));
        string changed = architectures.Any(architecture => current.Find(architecture) is null) ? "" : $": {changes.Length} changed";
        _observer.Report($"Locked {counts} in {_settings.File}{changed}.");
        foreach (PackageChange change in changes)
        {
            _observer.Detail($"  {change.Name} {change.Before?.ToString() ?? "none"} -> {change.After?.ToString() ?? "none"}");
        }

        if (architectures.Length == 1)
        {
            ArchitectureSkew.Warn(next, _observer);
        }
    }

    /// <summary>The lock file before this build with what several resolutions gave, each for its architecture.</summary>
    public LockFile Join(IEnumerable<(string Architecture, LockFile File)> resolved) =>
        resolved.ToArray() is var all && all.All(one => ReferenceEquals(one.File, _last))
            ? _last!
            : all.Aggregate(_last ?? LockFile.Empty, (file, one) => LockBuilder.Merge(file, one.File, one.Architecture));

    private static string Counted(LockedArchitecture locked) => $"{locked.Packages.Length} {(locked.Packages.Length == 1 ? "package" : "packages")} for {locked.Name}";

    private LockPolicy Policy(ImmutableArray<string>? moving) => new()
    {
        Moving = moving,
        AllowDowngrade = _settings.AllowDowngrade,
        MaximumIndexAge = _settings.MaximumIndexAge,
    };
}
