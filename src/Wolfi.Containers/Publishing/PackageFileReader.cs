using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Publishing;

/// <summary>Reads those files of packages that the state layer builds on, and those that tell the loader where to look.</summary>
internal static class PackageFileReader
{
    private const int MaximumSize = 16 * 1024 * 1024;

    private static readonly ImmutableHashSet<string> Wanted = ["etc/passwd", "etc/group", "etc/shadow", "etc/os-release", "usr/lib/os-release", ContainerConfigurationPlanner.CertificateBundle];

    /// <summary>The content of each wanted file of the last package that has it, by path.</summary>
    /// <param name="packages">The packages in order.</param>
    /// <param name="store">Remembers what was read, so that it is inflated once only.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(ImmutableArray<VerifiedPackage> packages, DerivedStore store, CancellationToken cancellationToken)
    {
        KeptPackageFiles kept = new(store);
        return Join(packages.Select(package => package.Package), (place, package, paths) =>
            kept.Find(package, paths) ?? kept.Keep(package, paths, Inflate(packages[place].File.Open, package, paths, cancellationToken)));
    }

    /// <summary>The same of packages that lie elsewhere.</summary>
    /// <param name="packages">The packages in order.</param>
    /// <param name="open">Opens the package of that place.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(IEnumerable<ApkPackage> packages, Func<int, Stream> open, CancellationToken cancellationToken) =>
        Join(packages, (place, package, paths) => Inflate(_ => open(place), package, paths, cancellationToken));

    private static ImmutableDictionary<string, ImmutableArray<byte>> Join(
        IEnumerable<ApkPackage> packages, Func<int, ApkPackage, ImmutableSortedSet<string>, ImmutableDictionary<string, ImmutableArray<byte>>> read)
    {
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder contents = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        foreach ((int place, ApkPackage package) in packages.Index())
        {
            ImmutableSortedSet<string> here = package.Entries.Where(entry => entry.Kind == PackageEntryKind.File).Select(entry => entry.Path)
                .Where(path => Wanted.Contains(path) || LoaderLibraries.IsConfiguration(path)).ToImmutableSortedSet(StringComparer.Ordinal);
            if (!here.IsEmpty)
            {
                foreach ((string path, ImmutableArray<byte> content) in read(place, package, here))
                {
                    contents[path] = content;
                }
            }
        }

        return contents.ToImmutable();
    }

    private static ImmutableDictionary<string, ImmutableArray<byte>> Inflate(
        Func<CancellationToken, Stream> open, ApkPackage package, ImmutableSortedSet<string> paths, CancellationToken cancellationToken)
    {
        using Stream stream = open(cancellationToken);
        return ApkPackageFiles.Read(stream, package, paths, MaximumSize, cancellationToken);
    }
}
