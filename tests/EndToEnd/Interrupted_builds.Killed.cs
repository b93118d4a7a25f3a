using System.Globalization;
using Wolfi.Apk.Caching;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

public sealed partial class Interrupted_builds
{
    // Two processors.
    private const int Lanes = 2;

    private static DerivedKey Key => DerivedKey.ReadOrMake(Path.Combine(s_project.Environment["XDG_DATA_HOME"], "wolfi-containers", "derived.key"));

    /// <summary>Twenty of them; <c>eng/kill.sh</c> asks for more.</summary>
    [TestMethod]
    public async Task Builds_killed_at_random_moments_harm_neither_outputs_nor_cache_G120()
    {
        int kills = Number("WOLFI_KILLS") ?? 20;
        int seed = Number("WOLFI_KILL_SEED") ?? Random.Shared.Next();
        Console.WriteLine($"{kills} builds are killed; WOLFI_KILL_SEED={seed} chooses the moments.");
        string cache = Run.NewPath("cache");

        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane =>
            new KilledBuilds(s_project.CopyBuilt(), cache, Key, new Random(seed + lane)).RunAsync((kills + lane) / Lanes)));

        VerifiedCache verified = new CacheMaintenance(cache).Verify(Key, CancellationToken.None);
        Assert.IsEmpty(verified.Damaged);
        Assert.AreNotEqual(0, verified.Packages.Entries);
    }

    [TestMethod]
    public async Task Eight_builds_at_once_on_one_cache_fetch_each_package_once_G120()
    {
        StandInRepository repository = await Run.StandIn;
        await using LoopbackServer server = LoopbackServer.Of(repository.Folder);
        string cache = Run.NewPath("cache");
        Project[] projects = [.. Enumerable.Range(0, 8).Select(_ => WithRepository(s_project.CopyBuilt(), server.Url, repository.PublicKey))];

        LayoutImage[] images = await Task.WhenAll(projects.Select(project =>
            project.PublishImageAsync("layout", "--no-build", "-p:WolfiRepository=", "-p:WolfiKey=", Project.Property("WolfiCacheFolder", cache))));

        Assert.HasCount(1, images.DistinctBy(image => image.Digest).ToArray());
        string[] fetched = [.. server.Paths.Where(path => path.EndsWith(".apk", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(fetched.Distinct().ToArray(), fetched);
        CacheMaintenance maintenance = new(cache);
        CacheStatus status = maintenance.Look(CancellationToken.None);
        Assert.AreEqual(fetched.Length, status.Packages.Entries);
        Assert.AreEqual(0, status.Temporary.Entries);
        Assert.AreEqual(0, status.Held);
        Assert.IsEmpty(maintenance.Verify(Key, CancellationToken.None).Damaged);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static Project WithRepository(Project project, string url, string key)
    {
        string file = Directory.GetFiles(project.Folder, "*.csproj").Single();
        string item = $"""<ItemGroup><WolfiRepository Include="{url}" AllowHttp="true" IndexKeys="{key}" PackageKeys="{key}" /></ItemGroup>""";
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", $"{item}</Project>", StringComparison.Ordinal));
        return project;
    }
}
