using System.Diagnostics;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Cases E95 and E100: outputs that can't be written, and builds that end before their time, leave the last good image as it was.</summary>
[TestClass]
public sealed class Interrupted_builds
{
    private static Project s_project = null!;

    /// <summary>The console sample, built once; the cases publish it without building.</summary>
    [ClassInitialize]
    public static async Task Build(TestContext _)
    {
        s_project = await Project.CopyAsync("Console");
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
