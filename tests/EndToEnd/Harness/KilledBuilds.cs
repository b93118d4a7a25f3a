using System.Diagnostics;
using Wolfi.Apk.Caching;

namespace Wolfi.EndToEnd.Harness;

/// <summary>Builds of one project, each killed at a random moment with all that it started, looked at, and made again. Others may run on the same cache.</summary>
internal sealed class KilledBuilds
{
    private const string Layout = "layout";

    private readonly Project _project;
    private readonly string _cache;
    private readonly DerivedKey _key;
    private readonly Random _random;
    private TimeSpan _length;

    public KilledBuilds(Project project, string cache, DerivedKey key, Random random)
    {
        project.OwnGroup = true;
        _project = project;
        _cache = cache;
        _key = key;
        _random = random;
    }

    public async Task RunAsync(int kills)
    {
        LayoutImage good = await PublishAsync(0);
        string[] entries = Entries();
        for (int number = 1; number <= kills; number++)
        {
            if (_random.Next(2) == 0)
            {
                // The build has to fill the cache again, but for what others use.
                new CacheMaintenance(_cache).Clear(CancellationToken.None);
            }

            CommandResult killed = await KillAsync(number);
            LayoutImage after = LayoutImage.Read(_project.LayoutPath(Layout));
            Assert.IsEmpty(new CacheMaintenance(_cache).Verify(_key, CancellationToken.None).Damaged, killed.Output);

            LayoutImage next = await PublishAsync(number);
            Assert.AreNotEqual(good.Digest, next.Digest);
            // The last image or the new one, whole; the new one for certain where the build came to its end.
            CollectionAssert.Contains(killed.ExitCode == 0 ? [next.Digest] : new[] { good.Digest, next.Digest }, after.Digest, killed.Output);
            CollectionAssert.AreEqual(entries, Entries());
            good = next;
        }
    }

    private async Task<CommandResult> KillAsync(int number)
    {
        using Process process = _project.Start(Layout, Arguments(number));
        Task<CommandResult> finished = Commands.FinishAsync(process, Commands.Limit);
        double share = _random.NextDouble();
        if (_random.Next(2) == 0)
        {
            // Most of a build is MSBuild's own: every other moment lies after the image's work has begun, which is the last third.
            while (!finished.IsCompleted && !Holds(process.Id))
            {
                await Task.Delay(1);
            }

            share /= 3;
        }

        await Task.WhenAny(finished, Task.Delay(_length * share));
        await Commands.KillGroupAsync(process);
        return await finished;
    }

    private bool Holds(int process) => Directory.Exists(Path.Combine(_cache, "holds")) && Directory.EnumerateFiles(Path.Combine(_cache, "holds"), $"{process}-*").Any();

    private async Task<LayoutImage> PublishAsync(int number)
    {
        CommandResult result = (await _project.PublishAsync(Layout, Arguments(number))).Succeeded();
        _length = result.Elapsed;
        return LayoutImage.Read(_project.LayoutPath(Layout));
    }

    // Another label makes another image.
    private string[] Arguments(int number) => ["--no-build", $"-p:ContainerLabels=number={number}", Project.Property("WolfiCacheFolder", _cache)];

    private string[] Entries() => [.. Directory.GetFileSystemEntries(_project.OutputFolder).Order(StringComparer.Ordinal)];
}
