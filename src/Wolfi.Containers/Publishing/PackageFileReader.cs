using System.Collections.Immutable;
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
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(ImmutableArray<VerifiedPackage> packages, CancellationToken cancellationToken) =>
        Read(packages.Select(package => package.Package), i => File.OpenRead(packages[i].File), cancellationToken);

    /// <summary>The same of packages that lie elsewhere.</summary>
    /// <param name="packages">The packages in order.</param>
    /// <param name="open">Opens the package of that place.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(IEnumerable<ApkPackage> packages, Func<int, Stream> open, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder contents = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        foreach ((int place, ApkPackage package) in packages.Index())
        {
            ImmutableHashSet<string> here =
            [
                .. package.Entries.Where(entry => entry.Kind == PackageEntryKind.File).Select(entry => entry.Path)
                    .Where(path => Wanted.Contains(path) || LoaderLibraries.IsConfiguration(path)),
            ];
            if (here.IsEmpty)
            {
                continue;
            }

            using Stream stream = open(place);
            foreach ((string path, ImmutableArray<byte> content) in ApkPackageFiles.Read(stream, package, here, MaximumSize, cancellationToken))
            {
                contents[path] = content;
            }
        }

        return contents.ToImmutable();
    }
}
