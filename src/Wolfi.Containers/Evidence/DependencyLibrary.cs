using System.Collections.Immutable;

namespace Wolfi.Containers.Evidence;

/// <summary>A library of a deps.json.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Id of the package, or name of the project.</param>
/// <param name="Version">Version.</param>
/// <param name="Dependencies">Ids of the libraries that it needs.</param>
public sealed record DependencyLibrary(DependencyLibraryKind Kind, string Id, string Version, ImmutableArray<string> Dependencies);
