using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Locking;

/// <summary>Packages that are locked in different versions for different architectures.</summary>
public static class ArchitectureSkew
{
    /// <summary>The packages, ordered by name, each with its version by architecture: <c>zlib 1.3-r0 (aarch64), 1.3-r1 (x86_64)</c>.</summary>
    public static ImmutableArray<string> Find(LockFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return
        [
            .. from locked in file.Architectures
               from package in locked.Packages
               group (Architecture: locked.Name, Version: package.Version.ToString()) by package.Name into versions
               where versions.Select(version => version.Version).Distinct(StringComparer.Ordinal).Count() > 1
               orderby versions.Key
               select $"{versions.Key} {string.Join(", ", versions.Select(version => $"{version.Version} ({version.Architecture})"))}",
        ];
    }

    /// <summary>Warns of them.</summary>
    public static void Warn(LockFile file, IPublishObserver observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        if (Find(file) is { IsEmpty: false } skewed)
        {
            observer.Warn(LockErrors.Skew.Create(skewed.Length, string.Join("; ", skewed)));
        }
    }
}
