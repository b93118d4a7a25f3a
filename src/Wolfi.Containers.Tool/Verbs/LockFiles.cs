using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>The lock file that a verb works on.</summary>
internal static class LockFiles
{
    /// <summary>Reads it.</summary>
    /// <exception cref="WolfiException">It is not there, or damaged.</exception>
    public static LockFile Read(string path) => LockFileReader.ReadFile(path) ?? throw LockVerbErrors.NoLockFile.Fail(path);
}
