using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Mirroring;

/// <summary>One architecture of one repository in a mirror.</summary>
/// <param name="Repository">The repository that it stands for, as lock files name it.</param>
/// <param name="Folder">Absolute path of the folder with packages and index.</param>
/// <param name="Packages">The packages that the index names, ordered by name and version.</param>
/// <param name="Added">File names of those that were not there, or were damaged.</param>
/// <param name="Others">File names of packages in the folder that the index does not name: removed when that was asked for, else left.</param>
public sealed record MirroredArchitecture(
    RepositoryName Repository, string Folder, ImmutableArray<IndexRecord> Packages, ImmutableArray<string> Added, ImmutableArray<string> Others);
