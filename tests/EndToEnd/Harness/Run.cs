using System.Globalization;

namespace Wolfi.EndToEnd.Harness;

/// <summary>What all tests of one run share: made once, when the first test asks for it, removed at the end.</summary>
[TestClass]
public static class Run
{
    private static readonly Lazy<string> LazyFolder = new(() => Directory.CreateTempSubdirectory("wolfi-e2e-").FullName);
    private static readonly Lazy<Task<Feed>> LazyFeed = new(Harness.Feed.PackAsync);
    private static readonly Lazy<Task<StandInRepository>> LazyStandIn = new(() => StandInRepository.MakeAsync("repository"));
    private static int _names;

    internal static string Folder => LazyFolder.Value;

    /// <summary>The product, packed with a version of this run's own.</summary>
    internal static Task<Feed> Feed => LazyFeed.Value;

    /// <summary>The stand-in repository.</summary>
    internal static Task<StandInRepository> StandIn => LazyStandIn.Value;

    /// <summary>A path below the run's folder that nothing else uses.</summary>
    internal static string NewPath(string name) =>
        Path.Combine(Folder, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _names):000}-{name}"));

    /// <summary>Removes everything.</summary>
    [AssemblyCleanup]
    public static void Clean()
    {
        if (LazyFolder.IsValueCreated)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
