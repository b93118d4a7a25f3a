using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Wolfi.Apk.Tests.Fuzzing;

/// <summary>
/// Feeds changed inputs to a reader, which must return or throw <see cref="ApkException"/>: soon, within bounds of memory, and with a message of one line.
/// Runs a fixed number of cases, the same each time; WOLFI_FUZZ_SECONDS is shared out among all targets, which then go on from a random start that failures name.
/// </summary>
internal static class Fuzzer
{
    private const int Cases = 3000;
    private const long MostBytes = 64 << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    private static TimeSpan Share { get; } = TimeSpan.FromSeconds(Seconds() / Targets());

    public static void Run(IReadOnlyList<byte[]> seeds, Action<byte[]> read, Func<byte[], Random, byte[]>? repair = null)
    {
        Stopwatch total = Stopwatch.StartNew();
        int refused = 0;
        int count = 0;
        for (; count < Cases; count++)
        {
            refused += Try(seeds, count, read, repair) ? 0 : 1;
        }

        for (int start = Environment.TickCount; total.Elapsed < Share; count++)
        {
            refused += Try(seeds, unchecked(start + count), read, repair) ? 0 : 1;
        }

        Console.WriteLine($"{count} inputs, {refused} refused, {total.Elapsed.TotalSeconds:f1} s.");
        Assert.IsGreaterThan(count / 10, refused, "Too few of the changes were seen.");
    }

    private static double Seconds() =>
        Environment.GetEnvironmentVariable("WOLFI_FUZZ_SECONDS") is { } seconds ? double.Parse(seconds, CultureInfo.InvariantCulture) : 0;

    // Every test in this namespace is a target.
    private static int Targets() => typeof(Fuzzer).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Fuzzer).Namespace)
        .Sum(type => type.GetMethods().Count(method => method.GetCustomAttribute<TestMethodAttribute>() is not null));

    private static bool Try(IReadOnlyList<byte[]> seeds, int number, Action<byte[]> read, Func<byte[], Random, byte[]>? repair)
    {
        Random random = new(number);
        byte[] input = Mutation.Of(seeds, random);
        input = repair?.Invoke(input, random) ?? input;
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
