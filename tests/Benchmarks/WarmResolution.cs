using System.Diagnostics;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Benchmarks;

/// <summary>Index file to answer, with the parsed index in the cache.</summary>
internal static class WarmResolution
{
    private const string Architecture = "x86_64";

    /// <summary>Milliseconds of each run.</summary>
    public static async Task<double[]> MeasureAsync(string indexFile, string[] world, int runs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            DependencyAtom[] atoms = [.. world.Select(DependencyAtom.Parse)];
            PackageRepository repository = new() { Location = indexFile, AllowUntrustedIndexUnsafe = true };
            await ResolveAsync(folder.FullName, repository, atoms);
            double[] milliseconds = new double[runs];
            for (int i = 0; i < runs; i++)
            {
                long start = Stopwatch.GetTimestamp();
                await ResolveAsync(folder.FullName, repository, atoms);
                milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            return milliseconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ResolveAsync(string folder, PackageRepository repository, DependencyAtom[] world)
    {
        DerivedStore derived = new(Path.Combine(folder, "cache"), DerivedKey.ReadOrMake(Path.Combine(folder, "data", "derived.key")));
        using RepositoryClient client = new(null, new PackageCache(Path.Combine(folder, "cache")), derived);
        PackageIndex index = await client.FetchIndexAsync(repository, Architecture, CancellationToken.None);
        if (Solver.Resolve(world, [new RepositoryIndex(repository, index)], Architecture, CancellationToken.None) is not Resolution.Resolved)
        {
            throw new InvalidOperationException("The world has no answer.");
        }
    }
}
