using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>Packages of one architecture, and the lock file that names them.</summary>
/// <param name="Resolved">The packages, fetched and verified, in install order.</param>
/// <param name="File">The lock file.</param>
public sealed record LockedWorld(ResolvedWorld Resolved, LockFile File);
