using System.Globalization;
using Wolfi.Benchmarks;

// usage: Benchmarks INDEX-FILE RUNS ATOM…
// Prints what a resolution takes in a process that goes on, as the build's does, in milliseconds: from the index the first and the median, from a lock file the same.
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
