using System.Text.Json.Nodes;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>Smoke runs by the installed tool and in builds, with real runtimes.</summary>
[TestClass]
public sealed class Smoke_runs
{
    [TestMethod]
    public async Task Runc_starts_the_web_sample_and_gets_its_page()
    {
        string layout = (await Samples.PublishedAsync("WebApi")).Project.LayoutPath();
        JsonNode result = await SmokeAsync(0, layout, "--runtime", "runc", "--http", "/");
        Assert.AreEqual("answered", (string?)result["end"]);
        Assert.AreEqual(200, (int?)result["httpStatus"]);
        Assert.AreEqual(8080, (int?)result["port"]);
        Assert.AreEqual("listens", (string?)(await SmokeAsync(0, layout, "--runtime", "runc"))["end"]);

        JsonNode absent = await SmokeAsync(1, layout, "--runtime", "runc", "--http", "/absent");
        Assert.AreEqual(404, (int?)absent["httpStatus"]);
        JsonNode silent = await SmokeAsync(1, layout, "--runtime", "runc", "--port", "81", "--timeout", "2");
        Assert.AreEqual("running", (string?)silent["end"]);
        Assert.IsNotEmpty(silent["lastLines"]!.AsArray());
    }

    [TestMethod]
    public async Task Runc_runs_the_console_sample_to_its_end()
    {
        JsonNode result = await SmokeAsync(0, (await Samples.PublishedAsync("Console")).Project.LayoutPath());
        Assert.AreEqual("ended", (string?)result["end"]);
        Assert.AreEqual(0, (int?)result["exitCode"]);
        StringAssert.StartsWith((string?)result["lastLines"]![0], "Hello from a Wolfi image", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Docker_runs_the_image_and_keeps_nothing_of_it()
    {
        string layout = (await Samples.PublishedAsync("WebApi")).Project.LayoutPath();
        await using DockerDaemon daemon = await DockerDaemon.StartAsync();
        Dictionary<string, string> environment = Feed.DotnetEnvironment();
        environment["DOCKER_HOST"] = daemon.Socket;
        CommandResult run = await WolfiTool.RunAsync(Run.Folder, environment, "smoke", layout, "--runtime", "docker", "--http", "/");
        StringAssert.Contains(run.Succeeded().Output, "was answered with 200", StringComparison.Ordinal);
        Assert.AreEqual("", (await daemon.DockerAsync("ps", "--all", "--quiet")).Succeeded().Output.Trim());
        Assert.AreEqual("", (await daemon.DockerAsync("images", "--all", "--quiet")).Succeeded().Output.Trim());
    }

    [TestMethod]
    public async Task A_build_whose_app_does_not_run_says_why_and_keeps_the_last_image()
    {
        Project project = await Project.CopyAsync("Console");
        string program = Path.Combine(project.Folder, "Program.cs");
        CommandResult first = (await project.PublishAsync("layout", "-p:WolfiSmokeTest=true")).Succeeded();
        StringAssert.Contains(first.Output, "Smoke test with runc: the app ended with exit code 0.", StringComparison.Ordinal);
        string good = LayoutImage.Read(project.LayoutPath()).Digest;

        // What was tested is not tested again.
        CommandResult again = (await project.PublishAsync("layout", "-p:WolfiSmokeTest=true", "-p:WolfiUpdate=false", "-p:WolfiLockedMode=false")).Succeeded();
        StringAssert.Contains(again.Output, "is up to date", StringComparison.Ordinal);
        Assert.DoesNotContain("Smoke test", again.Output, again.Output);

        File.AppendAllText(program, "Console.WriteLine(TimeZoneInfo.FindSystemTimeZoneById(\"Europe/Berlin\").BaseUtcOffset);\n");
        string file = Directory.GetFiles(project.Folder, "*.csproj").Single();
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", "<ItemGroup><WolfiNeed Include=\"tzdata\" Action=\"Omit\" /></ItemGroup></Project>", StringComparison.Ordinal));
        CommandResult failed = await project.PublishAsync("layout", "-p:WolfiSmokeTest=true");
        Assert.AreNotEqual(0, failed.ExitCode, failed.Output);
        CollectionAssert.AreEqual(new[] { "WOLFI4061" }, failed.ErrorCodes.ToArray(), failed.Output);
        CollectionAssert.AreEqual(new[] { "WOLFI4015" }, failed.WarningCodes.ToArray(), failed.Output);
        StringAssert.Contains(failed.Output, "<WolfiNeed Include=\"tzdata\" Action=\"Add\" />", StringComparison.Ordinal);
        Assert.AreEqual(good, LayoutImage.Read(project.LayoutPath()).Digest);
    }

    private static async Task<JsonNode> SmokeAsync(int exitCode, string layout, params string[] options)
    {
        CommandResult run = await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), ["smoke", layout, "--json", .. options]);
        Assert.AreEqual(exitCode, run.ExitCode, run.Output);
        return JsonNode.Parse(run.Output)!;
    }
}
