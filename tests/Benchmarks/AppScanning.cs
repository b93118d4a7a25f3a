using System.Diagnostics;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Benchmarks;

/// <summary>A publish folder's files to its needs: read anew, and remembered by their content.</summary>
internal static class AppScanning
{
    /// <summary>The number of files, and milliseconds of processor time of each run: of scans that read all, and of scans that remember all.</summary>
    public static (int Files, double[] Read, double[] Remembered) Measure(string publishFolder, int runs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        try
        {
            PublishedApp app = PublishedFolder.Read(publishFolder, "linux-x64", CancellationToken.None);
            DerivedStore store = new(Path.Combine(folder.FullName, "cache"), DerivedKey.ReadOrMake(Path.Combine(folder.FullName, "derived.key")));
            // A build has hashed every file before, for its fingerprint.
            ContentHashes contents = new();
            return (app.Files.Length, Measure(app, runs, () => null), Measure(app, runs, () => new ScanCache(store, contents)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The first two runs compile code and fill the store.
    private static double[] Measure(PublishedApp app, int runs, Func<ScanCache?> cache)
    {
        List<double> milliseconds = [];
        for (int i = -2; i < runs; i++)
        {
            TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;
            NeedsFinder.Find(app, "x86_64", [], CancellationToken.None, cache());
            milliseconds.Add((Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds);
        }

        return [.. milliseconds.Skip(2)];
    }
}
