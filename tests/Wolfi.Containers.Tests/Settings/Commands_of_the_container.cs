using System.Collections.Immutable;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>The .NET SDK's rules (its own tests' table, for an image without a base), with our absolute path of dotnet.</summary>
[TestClass]
public sealed class Commands_of_the_container
{
    [TestMethod]
    [DataRow("", "", "", "", "", "", "-", "-", DisplayName = "nothing set: the app's own, decided later")]
    [DataRow("", "", "", "a b", "", "", "-", "a b")]
    [DataRow("", "", "run it", "", "", "", "run it", "-")]
    [DataRow("", "", "run it", "", "x y", "", "run it x y", "-")]
    [DataRow("", "", "", "", "x", "", "/usr/bin/dotnet /app/shop.dll x", "-")]
    [DataRow("", "", "run", "d", "x", "Entrypoint", "run x", "d")]
    [DataRow("", "", "run", "d", "x", "DefaultArgs", "", "run x d")]
    [DataRow("wrap", "", "", "", "", "", "wrap", "/usr/bin/dotnet /app/shop.dll")]
    [DataRow("wrap", "-v", "run", "d", "x", "", "wrap -v", "run x d")]
    [DataRow("wrap", "-v", "run", "d", "x", "DefaultArgs", "wrap -v", "run x d")]
    [DataRow("wrap", "-v", "", "d", "", "None", "wrap -v", "d")]
    [DataRow("", "-v", "", "", "", "", "/usr/bin/dotnet /app/shop.dll", "-v", DisplayName = "the SDK's old way: arguments alone are the default arguments")]
    [DataRow("", "-v", "run", "", "", "", "run", "-v")]
    public void Entrypoint_and_command_follow_the_rules(
        string entrypoint, string entrypointArgs, string appCommand, string defaultArgs, string appArgs, string instruction, string expectedEntrypoint, string expectedCommand)
    {
        ContainerSettings container = Of(entrypoint, entrypointArgs, appCommand, defaultArgs, appArgs, instruction).Request().Container;
        Assert.AreEqual(expectedEntrypoint, Text(container.Entrypoint));
        Assert.AreEqual(expectedCommand, Text(container.Command));
    }

    [TestMethod]
    [DataRow("", "-v", "", "", "x", "", "WOLFI1112")]
    [DataRow("", "-v", "", "d", "", "", "WOLFI1112")]
    [DataRow("", "", "", "", "x", "None", "WOLFI1113")]
    [DataRow("", "", "run", "", "", "None", "WOLFI1114")]
    [DataRow("wrap", "", "", "", "", "Entrypoint", "WOLFI1120")]
    [DataRow("", "", "", "", "", "Both", "WOLFI1111")]
    public void Contradictions_are_refused(
        string entrypoint, string entrypointArgs, string appCommand, string defaultArgs, string appArgs, string instruction, string code) =>
        CollectionAssert.AreEqual(new[] { code }, Of(entrypoint, entrypointArgs, appCommand, defaultArgs, appArgs, instruction).Errors());

    [TestMethod]
    public void A_self_contained_app_starts_by_its_host()
    {
        Project project = Of("wrap", "", "", "", "", "");
        project["ContainerWorkingDirectory"] = "/srv/shop/";
        project.App = project.App with { SelfContained = true, RuntimeIdentifier = "linux-x64" };
        ContainerSettings container = project.Request().Container;
        Assert.AreEqual("/srv/shop", container.WorkingDirectory);
        Assert.AreEqual("/srv/shop/shop", Text(container.Command));
    }

    [TestMethod]
    [DataRow("app")]
    [DataRow("/app/../etc")]
    [DataRow("C:\\app\\")]
    [DataRow("/a//b")]
    [DataRow("/a\nb")]
    public void A_working_directory_that_is_no_plain_path_is_refused(string path) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1124" }, new Project { ["ContainerWorkingDirectory"] = path }.Errors());

    private static string Text(ImmutableArray<string>? words) => words is { } some ? string.Join(' ', some) : "-";

    private static Project Of(string entrypoint, string entrypointArgs, string appCommand, string defaultArgs, string appArgs, string instruction)
    {
        Project project = new() { ["ContainerAppCommandInstruction"] = instruction };
        AddWords(project, "ContainerEntrypoint", entrypoint);
        AddWords(project, "ContainerEntrypointArgs", entrypointArgs);
        AddWords(project, "ContainerAppCommand", appCommand);
        AddWords(project, "ContainerDefaultArgs", defaultArgs);
        AddWords(project, "ContainerAppCommandArgs", appArgs);
        return project;
    }

    private static void AddWords(Project project, string kind, string words)
    {
        foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            project.Add(kind, word);
        }
    }
}
