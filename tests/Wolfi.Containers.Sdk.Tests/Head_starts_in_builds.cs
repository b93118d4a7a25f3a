using System.Text.RegularExpressions;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>What a real build begins while its app is still being compiled.</summary>
[TestClass]
public sealed class Head_starts_in_builds
{
    private const string Early = "The image was made while the app was still being published.";

    [TestMethod]
    public async Task Go_on_where_the_compiler_runs_and_change_no_digest()
    {
        TestProject project = await TestProject.ConsoleAsync();
        string[] arguments = ["-v:detailed", "-p:WolfiLockedMode=false", "-p:WolfiUpdate=false"];
        string program = File.ReadAllText(project.FullPath("Program.cs"));

        string first = (await project.PublishAsync(arguments)).Succeeded();
        string unchanged = (await project.PublishAsync(arguments)).Succeeded();
        project.Write("Program.cs", program + "System.Console.WriteLine(7);\n");
        string changed = (await project.PublishAsync(arguments)).Succeeded();
        project.Write("Program.cs", program);
        string back = (await project.PublishAsync(arguments)).Succeeded();

        CollectionAssert.AreEqual(new[] { "BeginImage", "GoOnWithImage", "MakeImageEarly" }, Begun(first));
        CollectionAssert.AreEqual(new[] { "BeginImage", "MakeImageEarly" }, Begun(unchanged));
        CollectionAssert.AreEqual(new[] { "BeginImage", "GoOnWithImage", "MakeImageEarly" }, Begun(changed));
        Assert.DoesNotContain(Early, first);
        Assert.DoesNotContain(Early, unchanged);
        StringAssert.Contains(changed, Early);
        StringAssert.Contains(back, Early);
        StringAssert.Contains(unchanged, "is up to date");
        Assert.AreNotEqual(Digest(first), Digest(changed));
        Assert.AreEqual(Digest(first), Digest(back));

        string late = (await project.PublishAsync([.. arguments, "--no-build"])).Succeeded();
        Assert.IsEmpty(Begun(late));
    }

    private static string[] Begun(string output) => [.. Regex.Matches(output, "Task \"(BeginImage|GoOnWithImage|MakeImageEarly)\"").Select(match => match.Groups[1].Value).Distinct()];

    private static string Digest(string output) => Regex.Match(output, "Made [^ ]*@(sha256:[0-9a-f]{64})").Groups[1].Value;
}
