using System.Collections.Immutable;
using Wolfi.Apk.Packages;

namespace Wolfi.Containers.AppPackages;

/// <summary>One package of the app before it is written.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Info">Its metadata; size and data hash come with the writing.</param>
/// <param name="Files">Its files, ordered by path.</param>
public sealed record PlannedAppPackage(AppPackageKind Kind, PackageInfo Info, ImmutableArray<PlannedFile> Files);
