using System.Diagnostics;
using System.Globalization;

namespace Wolfi.Apk.Tests.Fuzzing;

/// <summary>
/// Feeds changed inputs to a reader, which must return or throw <see cref="ApkException"/>: soon, within bounds of memory, and with a message of one line.
/// Runs a fixed number of cases, the same each time; WOLFI_FUZZ_SECONDS makes each target run that long, from a random start that failures name.
/// </summary>
internal static class Fuzzer
{
    private const int Cases = 3000;
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    public static void Run(IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<byte[], Random, byte[]>? repair = null)
    {
        TimeSpan? budget = Environment.GetEnvironmentVariable("WOLFI_FUZZ_SECONDS") is string seconds
            ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))
            : null;
        int start = budget is null ? 0 : Environment.TickCount;
        Stopwatch total = Stopwatch.StartNew();
        int refused = 0;
        int count = 0;
        for (; budget is null ? count < Cases : total.Elapsed < budget; count++)
        {
            int number = unchecked(start + count);
            Random random = new(number);
            byte[] input = Mutation.Of(seeds, random);
            input = repair?.Invoke(input, random) ?? input;
            refused += Try(input, number, read) ? 0 : 1;
        }

        Console.WriteLine($"{count} inputs, {refused} refused, {total.Elapsed.TotalSeconds:f1} s.");
        Assert.IsGreaterThan(count / 10, refused, "Too few of the changes were seen.");
    }

    private static bool Try(byte[] input, int number, Action<byte[]> read)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch time = Stopwatch.StartNew();
        try
        {
            read(input);
            return true;
        }
        catch (ApkException e)
        {
            Assert.IsFalse(e.Message.Any(char.IsControl), $"Input {number}: a message is one line: {e.Message}");
            return false;
        }
        catch (Exception e)
        {
            throw new AssertFailedException($"Input {number}: {Convert.ToBase64String(input.AsSpan(0, Math.Min(input.Length, 20_000)))}", e);
        }
        finally
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.IsLessThan(MostBytes, allocated, $"Input {number} made the reader allocate too much.");
            Assert.IsLessThan(MostTime, time.Elapsed, $"Input {number} took too long.");
        }
    }
}
