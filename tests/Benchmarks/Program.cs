using System.Globalization;
using Wolfi.Benchmarks;

// usage: Benchmarks INDEX-FILE RUNS ATOM…
//        Benchmarks scan PUBLISH-FOLDER RUNS      (medians of processor time: files read, and files remembered)
//        Benchmarks feed FEED-FOLDER PROJECT-FOLDER COUNT      (writes that many small NuGet packages, and a project that references them)
// Prints what a resolution takes in a process that goes on, as the build's does, in milliseconds: from the index the first and the median, from a lock file the same.
if (args is ["scan", { } publishFolder, { } times] && int.TryParse(times, NumberStyles.None, CultureInfo.InvariantCulture, out int scans) && scans > 0)
{
    (int files, double[] read, double[] remembered) = AppScanning.Measure(Path.GetFullPath(publishFolder), scans);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} {read.Order().ElementAt(scans / 2):F0} {remembered.Order().ElementAt(scans / 2):F0}"));
    return 0;
}

if (args is ["feed", { } feed, { } project, { } packages] && int.TryParse(packages, NumberStyles.None, CultureInfo.InvariantCulture, out int count))
{
    NuGetFeed.Write(Path.GetFullPath(feed), Path.GetFullPath(project), count);
    return 0;
}

if (args.Length < 3 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int runs) || runs < 1)
{
    await Console.Error.WriteLineAsync("usage: Benchmarks INDEX-FILE RUNS ATOM...");
    return 2;
}

double[][] ways =
[
    await WarmResolution.MeasureAsync(Path.GetFullPath(args[0]), args[2..], runs),
    await LockedResolution.MeasureAsync(Path.GetFullPath(args[0]), args[2..], runs),
];
Console.WriteLine(string.Join(' ', ways.Select(way => string.Create(CultureInfo.InvariantCulture, $"{way[0]:F1} {way.Order().ElementAt(way.Length / 2):F1}"))));
return 0;
