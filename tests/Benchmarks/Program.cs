using System.Globalization;
using Wolfi.Benchmarks;

// usage: Benchmarks INDEX-FILE RUNS ATOM…
// Prints what a resolution takes in a process that goes on, as the build's does: the first and the median, in milliseconds.
if (args.Length < 3 || !int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out int runs) || runs < 1)
{
    await Console.Error.WriteLineAsync("usage: Benchmarks INDEX-FILE RUNS ATOM...");
    return 2;
}

double[] milliseconds = await WarmResolution.MeasureAsync(Path.GetFullPath(args[0]), args[2..], runs);
double first = milliseconds[0];
Array.Sort(milliseconds);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first:F1} {milliseconds[milliseconds.Length / 2]:F1}"));
return 0;
