namespace Wolfi.Containers.Apps;

/// <summary>Where a file came from.</summary>
/// <param name="Source">The kind of source.</param>
/// <param name="PackageId">The package, when it is one.</param>
/// <param name="PackageVersion">That package's version.</param>
internal readonly record struct FileOrigin(FileSource Source, string? PackageId, string? PackageVersion);
