using System.Diagnostics;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Cases E95 and E100: outputs that can't be written, and builds that end before their time, leave the last good image as it was.</summary>
[TestClass]
public sealed partial class Interrupted_builds
{
    private static Project s_project = null!;

    /// <summary>The console sample, built once; the cases publish it without building.</summary>
    [ClassInitialize]
    public static async Task Build(TestContext _)
    {
        s_project = await Project.CopyAsync("Console");
        s_project.Environment["XDG_DATA_HOME"] = Run.NewPath("data");
        await s_project.PublishImageAsync();
    }

    [TestMethod]
    public async Task An_output_folder_that_is_read_only_E95()
    {
        using Mount mount = await Mount.TmpfsAsync("ro");
        CommandResult result = await s_project.PublishAsync("unused", "--no-build", $"-p:WolfiImageLayout={mount.Folder}/layout");
        Refused(result, mount.Folder);
    }

    [TestMethod]
    public async Task An_output_folder_that_is_full_E95()
    {
        using Mount mount = await Mount.TmpfsAsync("size=1m");
        CommandResult result = await s_project.PublishAsync("unused", "--no-build", $"-p:WolfiImageLayout={mount.Folder}/layout");
        Refused(result, mount.Folder);
        Assert.HasCount(0, Directory.GetFileSystemEntries(mount.Folder));
    }

    // Space ends in the middle of a download, inodes when there is to be one more file.
    [TestMethod]
    [DataRow("size=1m")]
    [DataRow("nr_inodes=12")]
    public async Task A_cache_that_is_full_J145(string options)
    {
        LayoutImage good = await s_project.PublishImageAsync("full", "--no-build");
        using Mount mount = await Mount.TmpfsAsync($"mode=700,{options}");
        CommandResult result = await s_project.PublishAsync("full", "--no-build", $"-p:ContainerLabels=full={options.Split('=')[0]}", $"-p:WolfiCacheFolder={mount.Folder}");
        Refused(result, mount.Folder);
        Assert.AreEqual("WOLFI2014", result.ErrorCodes.Single());
        Assert.AreEqual(good.Digest, LayoutImage.Read(s_project.LayoutPath("full")).Digest);
    }

    [TestMethod]
    public async Task Two_builds_into_one_place_mix_nothing_E96()
    {
        LayoutImage first = await s_project.PublishImageAsync("shared", "--no-build");
        Project[] projects = [s_project.CopyBuilt(), s_project.CopyBuilt()];
        CommandResult[] results = await Task.WhenAll(projects.Select((project, i) =>
            project.PublishAsync("unused", "--no-build", $"-p:ContainerLabels=build={i}", Project.Property("WolfiImageLayout", s_project.LayoutPath("shared")))));

        // Either came first and finished; the other did so after it, or found the place taken and left it alone.
        LayoutImage after = LayoutImage.Read(s_project.LayoutPath("shared"));
        Assert.AreNotEqual(first.Digest, after.Digest);
        Assert.IsTrue(results.Any(result => result.ExitCode == 0), string.Join('\n', results.Select(result => result.Output)));
        foreach (CommandResult failed in results.Where(result => result.ExitCode != 0))
        {
            Refused(failed, s_project.LayoutPath("shared"));
            Assert.AreEqual("WOLFI5022", failed.ErrorCodes.Single());
        }
    }

    [TestMethod]
    public async Task A_layout_path_that_is_a_file_E95()
    {
        string file = Run.NewPath("file");
        await File.WriteAllTextAsync(file, "mine");
        CommandResult result = await s_project.PublishAsync("unused", "--no-build", $"-p:WolfiImageLayout={file}");
        Refused(result, file);
        Assert.AreEqual("mine", await File.ReadAllTextAsync(file));
    }

    [TestMethod]
    [DataRow("INT", Moment.Fetching)]
    [DataRow("INT", Moment.Packing)]
    [DataRow("INT", Moment.Moving)]
    [DataRow("KILL", Moment.Fetching)]
    [DataRow("KILL", Moment.Packing)]
    [DataRow("KILL", Moment.Moving)]
    public async Task A_build_that_is_stopped_leaves_the_last_image_and_no_rubbish_E100(string signal, Moment moment)
    {
        string layout = $"{signal}-{moment}";
        LayoutImage good = await s_project.PublishImageAsync(layout, "--no-build");
        string[] before = Entries(layout);

        // Another label makes another image.
        string cache = Run.NewPath("cache");
        string[] arguments = ["--no-build", $"-p:ContainerLabels=stopped={layout}", Project.Property("WolfiCacheFolder", cache)];
        using Process process = s_project.Start(layout, arguments);
        Task<CommandResult> finished = Commands.FinishAsync(process, Commands.Limit);
        while (!process.HasExited && !HasCome(moment, cache, layout, before.Length))
        {
            Thread.Sleep(0);
        }

        await Commands.RunAsync(Run.Folder, [], "kill", $"-{signal}", $"{process.Id}");
        CommandResult result = await finished;
        LayoutImage after = LayoutImage.Read(s_project.LayoutPath(layout));
        if (signal == "INT")
        {
            CollectionAssert.AreEquivalent(before, Entries(layout), result.Output);
        }

        // What a killed build could not clear away, the next one does.
        LayoutImage next = await s_project.PublishImageAsync(layout, arguments);
        Assert.AreNotEqual(good.Digest, next.Digest);
        // One or the other, whole; the new one for certain where the build said so.
        CollectionAssert.Contains(result.ExitCode == 0 ? [next.Digest] : new[] { good.Digest, next.Digest }, after.Digest, result.Output);
        CollectionAssert.AreEquivalent(before, Entries(layout), result.Output);
    }

    /// <summary>A moment of a build that can be seen from outside.</summary>
    public enum Moment
    {
        /// <summary>The package cache fills.</summary>
        Fetching,

        /// <summary>There is a scratch folder.</summary>
        Packing,

        /// <summary>There is a second layout beside the one that is to be replaced.</summary>
        Moving,
    }

    private static bool HasCome(Moment moment, string cache, string layout, int entries) => moment switch
    {
        Moment.Fetching => Directory.Exists(cache),
        Moment.Packing => Entries(layout).Length > entries,
        _ => Entries(layout).Length > entries + 1,
    };

    private static string[] Entries(string layout) =>
        [.. Directory.GetFileSystemEntries(s_project.OutputFolder).Select(entry => Path.GetFileName(entry)).Where(entry => entry.Contains(layout, StringComparison.Ordinal))];

    private static void Refused(CommandResult result, string word)
    {
        Assert.AreNotEqual(0, result.ExitCode, result.Output);
        Assert.HasCount(1, result.ErrorCodes, result.Output);
        StringAssert.StartsWith(result.ErrorCodes[0], "WOLFI", StringComparison.Ordinal);
        StringAssert.Contains(result.Output, word, StringComparison.Ordinal);
    }
}
