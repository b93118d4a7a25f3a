using System.Collections.Immutable;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Sdk.Tasks;
using Wolfi.Containers.Sdk.Tests.Harness;
using Wolfi.Containers.Settings;
using Task = System.Threading.Tasks.Task;

namespace Wolfi.Containers.Sdk.Tests;

[TestClass]
public sealed class Tasks_and_the_log
{
    private readonly RecordingEngine _engine = new();

    [TestMethod]
    public void A_coded_failure_is_one_error_with_code_link_and_project_file()
    {
        Assert.IsFalse(Run((_, _) => throw SettingsErrors.InvalidTag.Fail("ContainerImageTag", "{0} 100%")));
        BuildErrorEventArgs error = _engine.Errors.Single();
        Assert.AreEqual("WOLFI1102", error.Code);
        Assert.AreEqual("/src/shop.csproj", error.File);
        Assert.AreEqual(0, error.LineNumber);
        StringAssert.EndsWith(error.HelpLink, "docs/errors/1xxx.md#wolfi1102");
        StringAssert.Contains(error.Message, "'{0} 100%'", "braces are just braces");
        Assert.IsFalse(error.Message!.Contains("WOLFI", StringComparison.Ordinal));
        Assert.IsTrue(_engine.Messages.All(message => message.Importance == MessageImportance.Low));
    }

    [TestMethod]
    public void What_nobody_foresaw_is_one_coded_line_and_its_trace_is_for_details()
    {
        Assert.IsFalse(Run((_, _) => throw new InvalidOperationException("outer", new FormatException("inner {1}"))));
        BuildErrorEventArgs error = _engine.Errors.Single();
        Assert.AreEqual("WOLFI9001", error.Code);
        StringAssert.StartsWith(error.Message, "FormatException: inner {1}");
        BuildMessageEventArgs trace = _engine.Messages.Single();
        Assert.AreEqual(MessageImportance.Low, trace.Importance);
        StringAssert.Contains(trace.Message, "   at ");
    }

    [TestMethod]
    public void A_cancelled_task_fails_without_a_word()
    {
        using CancellationTokenSource cancellation = new();
        Assert.IsFalse(Run(
            async (_, token) =>
            {
                await cancellation.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            },
            cancellation.Token));
        Assert.IsEmpty(_engine.Errors);
        Assert.IsEmpty(_engine.Warnings);
    }

    [TestMethod]
    public void A_cancellation_that_nobody_asked_for_is_an_error()
    {
        // PublishContainer takes a connection's time-out for success.
        Assert.IsFalse(Run((_, _) => throw new TaskCanceledException("no answer")));
        Assert.AreEqual("WOLFI9001", _engine.Errors.Single().Code);
    }

    [TestMethod]
    public void Warnings_lines_and_details_have_their_importance()
    {
        Assert.IsTrue(Run((observer, _) =>
        {
            observer.Warn(SettingsErrors.ObsoleteName.Create());
            observer.Report("made {0}");
            observer.Inform("advice");
            observer.Detail("more");
            return Task.CompletedTask;
        }));
        Assert.AreEqual("WOLFI1105", _engine.Warnings.Single().Code);
        Assert.AreEqual("/src/shop.csproj", _engine.Warnings.Single().File);
        Assert.AreEqual("High made {0}|Normal advice|Low more", string.Join('|', _engine.Messages.Select(message => $"{message.Importance} {message.Message}")));
    }

    [TestMethod]
    public void Settings_and_items_are_passed_on_unescaped()
    {
        PublishImage task = new()
        {
            BuildEngine = _engine,
            ProjectFile = "/src/shop.csproj",
            Settings = [new TaskItem("ContainerUser", new Dictionary<string, string> { ["Value"] = "a%3Bb" })],
            EnvironmentVariables = [new TaskItem("A%3bB", new Dictionary<string, string> { ["Value"] = "c%3bd" })],
            Files = [new TaskItem("x y", new Dictionary<string, string> { ["TargetPath"] = "/x" })],
        };
        RawPublishOptions raw = RawOptionsMapper.Map(task);
        Assert.AreEqual("a;b", raw.Properties["containeruser"]);
        RawItem variable = raw.Items["ContainerEnvironmentVariable"].Single();
        Assert.AreEqual("A;B", variable.Include);
        Assert.AreEqual("c;d", variable["value"]);
        Assert.AreEqual("/x", raw.Items["WolfiFile"].Single()["TargetPath"]);
        Assert.IsEmpty(raw.Items["WolfiKey"]);
    }

    [TestMethod]
    public void Facts_about_the_build_become_absolute()
    {
        CapturePublishedApp task = new()
        {
            BuildEngine = _engine,
            ProjectFile = "/src/shop/shop.csproj",
            AssemblyName = "shop",
            TargetName = "shop",
            PublishFolder = "bin\\publish\\",
            PublishedItems = [new TaskItem("obj/x.dll", new Dictionary<string, string> { ["RelativePath"] = ".\\sub\\x.dll", ["NuGetPackageId"] = "X" })],
            BundledItems = [new TaskItem("/lib/l.dll", new Dictionary<string, string> { ["ReferenceSourceTarget"] = "ProjectReference", ["MSBuildSourceProjectFile"] = "../lib/lib.csproj" })],
            HostPacks = [new TaskItem("AppHost", new Dictionary<string, string> { ["Path"] = "/packs/Microsoft.NETCore.App.Host.linux-x64/10.0.12/runtimes/linux-x64/native/apphost" })],
            HostFiles = ";obj/apphost;",
            PackageFolders = "/a/;;b",
            InvariantGlobalization = "True",
            SelfContained = "TRUE",
        };
        BuildFacts facts = BuildFactsMapper.Map(task);
        Assert.AreEqual("/src/shop/bin/publish", facts.PublishFolder);
        Assert.AreEqual(new BuildItem { FullPath = "/src/shop/obj/x.dll", RelativePath = "sub/x.dll", PackageId = "X" }, facts.Published.Single());
        Assert.AreEqual(new BuildItem { FullPath = "/lib/l.dll", RelativePath = "l.dll", ReferencedProject = "/src/lib/lib.csproj" }, facts.Bundled.Single());
        Assert.AreEqual("Microsoft.NETCore.App.Host.linux-x64 10.0.12", $"{facts.HostPackId} {facts.HostPackVersion}");
        CollectionAssert.AreEqual(new[] { "/src/shop/obj/apphost" }, facts.HostFiles.ToArray());
        CollectionAssert.AreEqual(new[] { "/a/", "/src/shop/b" }, facts.PackageFolders.ToArray());
        Assert.IsTrue(facts.InvariantGlobalization);
        Assert.IsTrue(facts.SelfContained);
        Assert.IsNull(facts.DependenciesFile);
    }

    [TestMethod]
    public void A_task_without_an_app_to_publish_tells_which_document_is_missing()
    {
        using PublishImage task = new() { BuildEngine = _engine, ProjectFile = "/src/shop.csproj", PublishedAppFile = "/nowhere/published-app.json" };
        Assert.IsFalse(task.Execute());
        Assert.AreEqual("WOLFI4040", _engine.Errors.Single().Code);
        StringAssert.Contains(_engine.Errors.Single().Message, "/nowhere/published-app.json");
        Assert.AreEqual("", task.ImageDigest);
    }

    [TestMethod]
    public void A_cancelled_capture_stops()
    {
        using TemporaryFolder folder = new();
        using CapturePublishedApp task = new()
        {
            BuildEngine = _engine,
            ProjectFile = folder.Combine("shop.csproj"),
            AssemblyName = "shop",
            TargetName = "shop",
            PublishFolder = folder.FullPath,
            OutputFile = folder.Combine("obj", "app.json"),
        };
        task.Cancel();
        Assert.IsFalse(task.Execute());
        Assert.IsEmpty(_engine.Errors);
        Assert.IsFalse(File.Exists(task.OutputFile));
    }

    private bool Run(Func<TaskObserver, CancellationToken, Task> work, CancellationToken cancellationToken = default) =>
        TaskRunner.Run(new TaskLoggingHelper(_engine, "PublishImage"), "/src/shop.csproj", work, cancellationToken);
}
