using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Plans;

namespace Wolfi.Containers.Publishing;

/// <summary>Reads those files of packages that the state layer builds on, and those that tell the loader where to look.</summary>
internal static class PackageFileReader
{
    private const int MaximumSize = 16 * 1024 * 1024;

    private static readonly ImmutableHashSet<string> Wanted = ["etc/passwd", "etc/group", "etc/shadow", ContainerConfigurationPlanner.CertificateBundle];

    /// <summary>The content of each wanted file of the last package that has it, by path.</summary>
    public static ImmutableDictionary<string, ImmutableArray<byte>> Read(ImmutableArray<VerifiedPackage> packages, CancellationToken cancellationToken)
    {
        ImmutableDictionary<string, ImmutableArray<byte>>.Builder contents = ImmutableDictionary.CreateBuilder<string, ImmutableArray<byte>>(StringComparer.Ordinal);
        foreach (VerifiedPackage package in packages)
        {
            ImmutableHashSet<string> here =
            [
                .. package.Package.Entries.Where(entry => entry.Kind == PackageEntryKind.File).Select(entry => entry.Path)
                    .Where(path => Wanted.Contains(path) || LoaderLibraries.IsConfiguration(path)),
            ];
            if (here.IsEmpty)
            {
                continue;
            }

            using FileStream stream = File.OpenRead(package.File);
            foreach ((string path, ImmutableArray<byte> content) in ApkPackageFiles.Read(stream, package.Package, here, MaximumSize, cancellationToken))
            {
                contents[path] = content;
            }
        }

        return contents.ToImmutable();
    }
}
