using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;

namespace Wolfi.Apk.Solving;

/// <summary>A repository with its index for one architecture: what the solver chooses from.</summary>
public sealed record RepositoryIndex(PackageRepository Repository, PackageIndex Index);
