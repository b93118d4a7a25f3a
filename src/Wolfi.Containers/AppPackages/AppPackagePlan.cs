using System.Collections.Immutable;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.AppPackages;

/// <summary>The app's packages before they are written: metadata, and every file with the hash of its content.</summary>
public sealed record AppPackagePlan
{
    /// <summary>The app whose files they hold.</summary>
    public required PublishedApp App { get; init; }

    /// <summary>The app's folder in the image; absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The packages in the order of their layers. Without files there is no package, but the app's own always is.</summary>
    public required ImmutableArray<PlannedAppPackage> Packages { get; init; }
}
