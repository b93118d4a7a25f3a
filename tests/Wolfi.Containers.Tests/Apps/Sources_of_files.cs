using System.Collections.Immutable;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class Sources_of_files
{
    private static BuildFacts Facts { get; } = new()
    {
        ProjectFile = "/src/shop/shop.csproj",
        AssemblyName = "shop",
        TargetName = "shop",
        Version = "1.0.0",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "linux-x64",
        PublishFolder = "/pub",
        RuntimePackIds = ["Microsoft.NETCore.App.Runtime.linux-x64"],
        HostFiles = ["/src/shop/obj/apphost"],
        HostPackId = "Microsoft.NETCore.App.Host.linux-x64",
        HostPackVersion = "10.0.12",
        PackageFolders = ["/nuget/", "/fallback"],
    };

    [TestMethod]
    public void Items_say_where_files_came_from()
    {
        CapturedApp captured = Capture(
            Facts,
            new() { FullPath = "/src/shop/obj/apphost", RelativePath = "shop" },
            new() { FullPath = "/src/shop/obj/shop.dll", RelativePath = "shop.dll" },
            new() { FullPath = "/src/shop/appsettings.json", RelativePath = "appsettings.json" },
            new() { FullPath = "/src/lib/bin/lib.dll", RelativePath = "lib.dll", ReferencedProject = "/src/lib/lib.csproj" },
            new() { FullPath = "/src/lib/data.txt", RelativePath = "data.txt" },
            new() { FullPath = "/src/library/data2.txt", RelativePath = "data2.txt" },
            new() { FullPath = "/nuget/x/1.0.0/lib/x.dll", RelativePath = "x.dll", PackageId = "X", PackageVersion = "1.0.0" },
            new() { FullPath = "/src/shop/obj/linked/System.Linq.dll", RelativePath = "System.Linq.dll", PackageId = "microsoft.netcore.app.runtime.linux-x64", PackageVersion = "10.0.12" },
            new() { FullPath = "/fallback/y/2.0.0/contentFiles/any/any/y.txt", RelativePath = "y.txt" },
            new() { FullPath = "/src/shop/obj/compressed/z.css.gz", RelativePath = "wwwroot/z.css.gz", MadeOf = "/nuget/z/3.0.0/staticwebassets/z.css" });
        CollectionAssert.AreEqual(
            new[]
            {
                "appsettings.json Project", "data.txt ProjectReference", "data2.txt Project", "lib.dll ProjectReference",
                "shop RuntimePack Microsoft.NETCore.App.Host.linux-x64 10.0.12", "shop.dll Project",
                "System.Linq.dll RuntimePack microsoft.netcore.app.runtime.linux-x64 10.0.12",
                "wwwroot/z.css.gz NuGet z 3.0.0", "x.dll NuGet X 1.0.0", "y.txt NuGet y 2.0.0",
            },
            Text(captured.App.Files).Order(StringComparer.OrdinalIgnoreCase).ToArray());
        Assert.IsEmpty(captured.UnnamedFiles);
    }

    [TestMethod]
    public void Files_that_no_item_names_are_listed_but_for_what_the_SDK_writes()
    {
        CapturedApp captured = AppCapture.Capture(Facts, ["web.config", "stray.so", "shop.staticwebassets.endpoints.json", "old/left.dll", "shop"]);
        CollectionAssert.AreEqual(new[] { "old/left.dll", "shop", "stray.so" }, captured.UnnamedFiles);
        Assert.AreEqual(FileSource.Project, captured.App.Files.Single(file => file.RelativePath == "web.config").Source);
        Assert.AreEqual("/pub/stray.so", captured.App.Files.Single(file => file.RelativePath == "stray.so").FullPath);
    }

    [TestMethod]
    public void Files_that_are_not_there_are_none_of_the_app()
    {
        BuildFacts facts = Facts with { Published = [new() { FullPath = "/src/shop/gone.txt", RelativePath = "gone.txt" }] };
        Assert.IsEmpty(AppCapture.Capture(facts, []).App.Files);
    }

    [TestMethod]
    public void A_portable_apps_host_is_for_the_building_machine_and_does_not_ship()
    {
        BuildFacts facts = Facts with { RuntimeIdentifier = "" };
        CapturedApp captured = Capture(
            facts, new() { FullPath = "/src/shop/obj/apphost", RelativePath = "shop.exe" }, new() { FullPath = "/src/shop/obj/shop.dll", RelativePath = "shop.dll" });
        CollectionAssert.AreEqual(new[] { "shop.dll Project" }, Text(captured.App.Files));
        Assert.IsEmpty(captured.UnnamedFiles);
    }

    [TestMethod]
    public void A_bundle_is_the_apps_own_and_its_content_is_evidence()
    {
        BuildFacts facts = Facts with
        {
            SingleFile = true,
            BundleName = "shop",
            Bundled = [new() { FullPath = "/src/shop/obj/shop.dll", RelativePath = "shop.dll" }, new() { FullPath = "/nuget/x/1/x.dll", RelativePath = "x.dll", PackageId = "X" }],
        };
        CapturedApp captured = AppCapture.Capture(facts, ["shop"]);
        Assert.IsTrue(captured.App.SingleFile);
        CollectionAssert.AreEqual(new[] { "shop Project" }, Text(captured.App.Files));
        CollectionAssert.AreEqual(new[] { "shop.dll Project", "x.dll NuGet X" }, Text(captured.App.Inputs));
    }

    [TestMethod]
    public void Native_code_is_the_apps_own_and_the_compilers_input_is_evidence()
    {
        BuildItem input = new() { FullPath = "/src/shop/obj/shop.dll", RelativePath = "shop.dll" };
        BuildFacts facts = Facts with
        {
            NativeAot = true,
            SingleFile = true,
            NativeInputs = [input, input, new() { FullPath = "/nuget/runtime.linux-x64.microsoft.dotnet.ilcompiler/9.0.20/sdk/System.Private.CoreLib.dll", RelativePath = "System.Private.CoreLib.dll" }],
            RuntimePackIds = ["runtime.linux-x64.Microsoft.DotNet.ILCompiler"],
        };
        CapturedApp captured = AppCapture.Capture(facts, ["shop", "shop.dbg"]);
        Assert.IsTrue(captured.App.NativeAot);
        Assert.IsTrue(captured.App.SelfContained);
        Assert.IsFalse(captured.App.SingleFile);
        Assert.IsEmpty(captured.UnnamedFiles);
        CollectionAssert.AreEqual(
            new[] { "System.Private.CoreLib.dll RuntimePack runtime.linux-x64.microsoft.dotnet.ilcompiler 9.0.20", "shop.dll Project" }, Text(captured.App.Inputs));
    }

    // .NET 10: no item of the build names the compiler's own framework.
    [TestMethod]
    public void The_native_compilers_framework_is_the_runtimes()
    {
        BuildFacts facts = Facts with
        {
            NativeAot = true,
            NativeInputs = [new() { FullPath = "/nuget/microsoft.netcore.app.runtime.nativeaot.linux-x64/10.0.12/runtimes/linux-x64/lib/net10.0/System.Net.Security.dll", RelativePath = "System.Net.Security.dll" }],
            RuntimePackIds = ["runtime.linux-x64.Microsoft.DotNet.ILCompiler"],
        };
        CollectionAssert.AreEqual(
            new[] { "System.Net.Security.dll RuntimePack microsoft.netcore.app.runtime.nativeaot.linux-x64 10.0.12" }, Text(AppCapture.Capture(facts, ["shop"]).App.Inputs));
    }

    private static CapturedApp Capture(BuildFacts facts, params BuildItem[] items) =>
        AppCapture.Capture(facts with { Published = [.. items] }, [.. items.Select(item => item.RelativePath)]);

    private static string[] Text(ImmutableArray<PublishedFile> files) =>
        [.. files.Select(file => $"{file.RelativePath} {file.Source} {file.PackageId} {file.PackageVersion}".TrimEnd())];
}
