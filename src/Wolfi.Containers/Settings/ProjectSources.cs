using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Where a project's packages come from and where they are kept: what work on its lock file needs, without an app.</summary>
public sealed record ProjectSources
{
    /// <summary>The repositories, in order of preference.</summary>
    public required ImmutableArray<PackageRepository> Repositories { get; init; }

    /// <summary>Absolute path of the lock file, whether it is there or not.</summary>
    public required string LockFile { get; init; }

    /// <summary>Folder of the user's package cache.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>File of the user's key that marks derived entries of the cache; null keeps nothing derived.</summary>
    public string? DerivedKeyFile { get; init; }

    /// <summary>Reads them as a build would.</summary>
    /// <param name="raw">The project's settings.</param>
    /// <param name="surroundings">Environment and disk.</param>
    /// <returns>The sources, null when one of the diagnostics is an error; and all errors and warnings.</returns>
    public static (ProjectSources? Sources, ImmutableArray<Diagnostic> Diagnostics) Read(RawPublishOptions raw, PublishSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(surroundings);
        DiagnosticBag bag = new();
        PackageOwnership.Check(raw, surroundings.PackageProperties, bag);
        ProjectSources sources = new()
        {
            Repositories = new RepositoryReader(raw, surroundings.Files, bag).Read(),
            LockFile = LockSettingsReader.File(raw, bag),
            CacheFolder = new Outputs(raw, raw.ProjectFolder, surroundings, bag).Cache(),
            DerivedKeyFile = surroundings.DerivedKeyFile,
        };
        return (bag.HasErrors ? null : sources, bag.ToImmutable());
    }
}
