using System.Collections.Immutable;
using Wolfi.Apk.Solving;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Locking;

/// <summary>Whether any package would become older than it is locked.</summary>
internal static class Downgrades
{
    /// <exception cref="WolfiException">One would, and was not allowed to.</exception>
    public static void Check(LockedArchitecture? last, ImmutableArray<ResolvedPackage> chosen, LockPolicy policy)
    {
        string[] lower =
        [
            .. from package in chosen
               where last?.Find(package.Record.Name) is { } locked && package.Record.Version.CompareTo(locked.Version) < 0
               where !policy.AllowDowngrade.Contains(package.Record.Name)
               orderby package.Record.Name
               select $"{package.Record.Name} {last!.Find(package.Record.Name)!.Version} -> {package.Record.Version} for {last.Name}",
        ];
        if (lower.Length > 0)
        {
            throw LockErrors.Downgrade.Fail(string.Join(", ", lower));
        }
    }
}
