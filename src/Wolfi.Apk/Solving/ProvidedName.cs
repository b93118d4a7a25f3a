using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>A name that a package provides.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version under that name; null for a provide without one.</param>
internal sealed record ProvidedName(SolverName Name, PackageVersion? Version);
