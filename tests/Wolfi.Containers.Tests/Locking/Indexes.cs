using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>Indexes that were never files.</summary>
internal static class Indexes
{
    public static RepositoryIndex Of(PackageRepository repository) => Of(repository, null);

    /// <summary>An index with one record, built at a time.</summary>
    public static RepositoryIndex Of(PackageRepository repository, long? built, string sha256 = "00") => new(
        repository,
        new PackageIndex
        {
            Records = [new IndexRecord { Name = "a", Version = PackageVersion.Parse("1"), Architecture = "x86_64", Checksum = "Q1" + Convert.ToBase64String(new byte[20]), BuildTime = built }],
            Sha256 = sha256.PadRight(64, '0'),
        });
}
