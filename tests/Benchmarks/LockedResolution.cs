using System.Collections.Immutable;
using System.Diagnostics;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Benchmarks;

/// <summary>Lock file to proved closure: reading it, comparing it with what is asked for, and solving the world from the packages' own metadata. Hashing their bytes is not in it.</summary>
internal static class LockedResolution
{
    private const string Architecture = "x86_64";

    /// <summary>Milliseconds of each run.</summary>
    public static async Task<double[]> MeasureAsync(string indexFile, string[] world, int runs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            using SigningKey key = SigningKey.Generate("benchmark.rsa.pub", 2048);
            PackageRepository repository = new() { Location = indexFile, PackageKeys = Keyring.Create(key.PublicKey), AllowUntrustedIndexUnsafe = true };
            LockRequest request = new(Architecture, [.. world.Select(atom => new WorldAtom(atom, atom))], [repository]);
            (RepositoryIndex index, ImmutableArray<VerifiedPackage> packages) = await ChooseAsync(folder.FullName, repository, world);
            string file = Path.Combine(folder.FullName, LockFile.FileName);
            LockFileWriter.WriteFile(file, LockFileWriter.ToBytes(LockBuilder.Build(LockFile.Empty, request, RepositoryNames.Of([repository], LockFile.Empty), [index], packages)));
            double[] milliseconds = new double[runs];
            for (int i = 0; i < runs; i++)
            {
                long start = Stopwatch.GetTimestamp();
                LockFile locked = LockFileReader.ReadFile(file)!;
                if (!LockDrift.Find(locked, request).IsEmpty || ClosureProof.Prove(request, packages, file, CancellationToken.None).Length != packages.Length)
                {
                    throw new InvalidOperationException("The lock file does not answer the world.");
                }

                milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            return milliseconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(RepositoryIndex Index, ImmutableArray<VerifiedPackage> Packages)> ChooseAsync(string folder, PackageRepository repository, string[] world)
    {
        using RepositoryClient client = new(null, new PackageCache(Path.Combine(folder, "cache")));
        RepositoryIndex index = new(repository, await client.FetchIndexAsync(repository, Architecture, CancellationToken.None));
        return Solver.Resolve([.. world.Select(DependencyAtom.Parse)], [index], Architecture, CancellationToken.None) is Resolution.Resolved resolved
            ? (index, [.. resolved.Packages.Select(package => new VerifiedPackage(package, PackageOf(package.Record), PackageTrust.PackageSigned, PackageFile.At("none")))])
            : throw new InvalidOperationException("The world has no answer.");
    }

    // The package that the record is of, as far as a resolution looks at it.
    private static ApkPackage PackageOf(IndexRecord record)
    {
        string hash = new('0', 64);
        return new ApkPackage
        {
            Info = new PackageInfo
            {
                Name = record.Name,
                Version = record.Version,
                Architecture = record.Architecture,
                Depends = record.Depends,
                Provides = record.Provides,
                InstallIf = record.InstallIf,
                ProviderPriority = record.ProviderPriority,
                BuildDate = record.BuildTime,
                DataHash = hash,
            },
            InfoBytes = [],
            Checksum = record.Checksum,
            Signatures = [],
            SignatureMember = null,
            ControlMember = new MemberRange(0, 0),
            ControlBytes = [],
            SignatureBytes = [],
            DataMember = new MemberRange(0, 0),
            DiffId = hash,
            DataSize = 0,
            FileSize = record.Size,
            FileSha256 = hash,
            Entries = [],
            Scripts = [],
        };
    }
}
