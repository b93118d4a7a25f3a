using System.Globalization;
using System.Text;
using Wolfi.Apk.Versions;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Tests.Needs;

namespace Wolfi.Containers.Tests.AppPackages;

[TestClass]
public sealed class AppPackagePlanner_plans
{
    internal static readonly byte[] Program = new ElfBuilder { Interpreter = "/lib64/ld-linux-x86-64.so.2", Needed = ["libc.so.6"] }.Build();
    internal static readonly byte[] Library = new ElfBuilder { Interpreter = "/lib64/ld-linux-x86-64.so.2", Soname = "liba.so.1" }.Build();

    [TestMethod]
    public void A_self_contained_app_becomes_three_packages()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = Plan(SelfContained(folder.FullPath, "2.1.0-rc.1+sha").Build());

        Golden.Verify("Wolfi.Containers.Tests", "app-packages-self-contained", "txt", Text(plan));
    }

    [TestMethod]
    public void A_framework_dependent_app_has_no_runtime_package_and_keeps_its_host()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = Plan(new AppBuilder { Folder = folder.FullPath, Name = "My.App_ÄÖ", Configuration = AppBuilder.WebConfiguration }
            .Add("My.App_ÄÖ", Program, FileSource.RuntimePack, "Microsoft.NETCore.App.Host.linux-x64", "10.0.12")
            .Add("My.App_ÄÖ.dll", "MZ")
            .Add("wwwroot/a b/ü.txt", "hello")
            .Add("Lib.dll", "MZ", FileSource.ProjectReference)
            .Add("stray.json", "{}", FileSource.Unknown)
            .Build());

        Golden.Verify("Wolfi.Containers.Tests", "app-packages-framework-dependent", "txt", Text(plan));
    }

    [TestMethod]
    public void The_lower_packages_stay_when_the_app_moves_on()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan before = Plan(SelfContained(folder.FullPath, "1.0.0").Build());
        AppPackagePlan after = Plan(SelfContained(folder.FullPath, "2.0.0").Build());

        for (int i = 0; i < 2; i++)
        {
            Assert.AreEqual(before.Packages[i].Info.Version, after.Packages[i].Info.Version);
            Assert.AreEqual(before.Packages[i].Info.Name, after.Packages[i].Info.Name);
            CollectionAssert.AreEqual(before.Packages[i].Files, after.Packages[i].Files);
        }

        Assert.AreNotEqual(before.Packages[2].Info.Version, after.Packages[2].Info.Version);
    }

    [TestMethod]
    public void The_lower_packages_hold_nothing_of_the_app()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder otherFolder = new();
        AppPackagePlan one = Plan(SelfContained(folder.FullPath, "1.0.0").Build());
        PublishedApp app = SelfContained(otherFolder.FullPath, "7.0.0").Build();
        AppPackagePlan other = Plan(app with { AssemblyName = "Other.App", SourceRevision = "abc" });

        for (int i = 0; i < 2; i++)
        {
            Assert.AreEqual(one.Packages[i].Info, other.Packages[i].Info with { Depends = one.Packages[i].Info.Depends });
            Assert.AreEqual(
                string.Join('\n', one.Packages[i].Files.Select(file => $"{file.Path} {file.Sha256}")),
                string.Join('\n', other.Packages[i].Files.Where(file => file.Path != "app/demo").Select(file => $"{file.Path} {file.Sha256}")));
        }

        Assert.AreEqual("other.app", other.Packages[2].Info.Name);
    }

    [TestMethod]
    public void Symbols_stay_out_unless_asked_for()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true, NativeAot = true }
            .Add("demo", Program).Add("demo.dbg", Program).Add("demo.pdb", "BSJB").Add("Dep.PDB", "BSJB", FileSource.NuGet).Add("notes.dbg", "text")
            .Build();

        Assert.AreEqual("demo notes.dbg", Names(Plan(app)));
        Assert.AreEqual("Dep.PDB demo demo.dbg demo.pdb notes.dbg", Names(Plan(app, symbols: true)));
    }

    [TestMethod]
    public void Only_programs_are_executable_whatever_the_disk_says()
    {
        using TemporaryFolder folder = new();
        PublishedApp app = new AppBuilder { Folder = folder.FullPath, SelfContained = true }
            .Add("demo", Program, mode: 0b110_000_000)
            .Add("static", new ElfBuilder { PositionIndependentProgram = true }.Build())
            .Add("fixed", new ElfBuilder { Type = 2 }.Build())
            .Add("liba.so.1", Library, mode: 0b111_111_111)
            .Add("run.sh", Encoding.UTF8.GetBytes("#!/bin/sh\n"), mode: 0b111_111_111)
            .Add("demo.dll", Encoding.UTF8.GetBytes("MZ"), mode: 0b111_101_101)
            .Build();

        Assert.AreEqual(
            "app/demo 755, app/demo.dll 644, app/fixed 755, app/liba.so.1 644, app/run.sh 644, app/static 755",
            string.Join(", ", Plan(app).Packages.SelectMany(package => package.Files).Select(file => $"{file.Path} {Convert.ToString(file.Mode, 8)}")));
    }

    [TestMethod]
    public void H131_a_private_key_is_refused_by_name_and_never_shown()
    {
        using TemporaryFolder folder = new();
        const string Secret = "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v1VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g";
        PublishedApp app = new AppBuilder { Folder = folder.FullPath }.Add("certs/site.pem", $"-----BEGIN PRIVATE KEY-----\n{Secret}\n-----END PRIVATE KEY-----\n").Build();

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => Plan(app));

        Assert.AreEqual("WOLFI4023", e.Diagnostic.Code);
        StringAssert.Contains(e.Message, "certs/site.pem");
        Assert.IsFalse(e.ToString().Contains(Secret[..8], StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("../x")]
    [DataRow("a/../../x")]
    [DataRow("/etc/x")]
    [DataRow("a//b")]
    [DataRow("./a")]
    public void A_path_that_is_not_below_the_folder_is_refused(string path)
    {
        using TemporaryFolder folder = new();
        Assert.AreEqual("WOLFI4033", Assert.ThrowsExactly<WolfiException>(() => Plan(new AppBuilder { Folder = folder.FullPath }.Name_only(path).Build())).Diagnostic.Code);
    }

    [TestMethod]
    public void A_file_that_is_listed_twice_is_refused()
    {
        using TemporaryFolder folder = new();
        AppBuilder builder = new AppBuilder { Folder = folder.FullPath }.Add("a", "1").Name_only("a");

        Assert.AreEqual("WOLFI4033", Assert.ThrowsExactly<WolfiException>(() => Plan(builder.Build())).Diagnostic.Code);
    }

    [TestMethod]
    public void D85_a_link_that_leaves_the_folder_is_refused_and_one_within_ships_its_content()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.Combine("outside"), "secret");
        AppBuilder builder = new AppBuilder { Folder = folder.Combine("publish") }.Add("real.txt", "content");
        File.CreateSymbolicLink(folder.Combine("publish", "inside.txt"), "real.txt");
        File.CreateSymbolicLink(folder.Combine("publish", "appsettings.json"), folder.Combine("outside"));

        PlannedFile[] files = [.. Plan(builder.Name_only("inside.txt").Build()).Packages.Single().Files];
        Assert.AreEqual(files[1].Sha256, files[0].Sha256);
        Assert.AreEqual("WOLFI4020", Assert.ThrowsExactly<WolfiException>(() => Plan(builder.Name_only("appsettings.json").Build())).Diagnostic.Code);
    }

    [TestMethod]
    public void The_apps_package_depends_on_its_lower_ones_and_on_every_need()
    {
        using TemporaryFolder folder = new();
        AppPackagePlan plan = Plan(SelfContained(folder.FullPath, "1.0.0").Build());

        Assert.AreEqual("app-nuget app-runtime icu so:libc.so.6", string.Join(' ', plan.Packages[^1].Info.Depends));
        Assert.IsTrue(plan.Packages[..^1].All(package => package.Info.Depends.IsEmpty));
    }

    internal static AppBuilder SelfContained(string folder, string version) => new AppBuilder { Folder = folder, Version = version, SelfContained = true, Configuration = AppBuilder.SelfContainedConfiguration }
        .Add("demo", Program, FileSource.RuntimePack, "Microsoft.NETCore.App.Host.linux-x64", "10.0.12")
        .Add("demo.dll", "MZ own")
        .Add("demo.pdb", "BSJB")
        .Add("demo.deps.json", "{}")
        .Add("de/demo.resources.dll", "MZ de")
        .Add("libcoreclr.so", Library, FileSource.RuntimePack, "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.9")
        .Add("createdump", Program, FileSource.RuntimePack, "Microsoft.NETCore.App.Runtime.linux-x64", "10.0.9")
        .Add("Microsoft.AspNetCore.dll", "MZ asp", FileSource.RuntimePack, "Microsoft.AspNetCore.App.Runtime.linux-x64", "10.0.12")
        .Add("Newtonsoft.Json.dll", "MZ json", FileSource.NuGet, "Newtonsoft.Json", "13.0.3");

    internal static AppPackagePlan Plan(PublishedApp app, bool symbols = false, string workingDirectory = "/app") => AppPackagePlanner.Plan(
        new AppPackageRequest { App = app, Architecture = "x86_64", WorkingDirectory = workingDirectory, IncludeSymbols = symbols, Needs = Needs }, CancellationToken.None);

    internal static NeedSet Needs => new()
    {
        Architecture = "x86_64",
        Needs =
        [
            new Need { Key = "libc", Atoms = [DependencyAtom.Parse("so:libc.so.6")], Evidence = [new NeedEvidence("demo", "needs libc.so.6")] },
            new Need { Key = "icu", Atoms = [DependencyAtom.Parse("icu")], Evidence = [new NeedEvidence("demo", "cultures")] },
        ],
    };

    private static string Names(AppPackagePlan plan) =>
        string.Join(' ', plan.Packages.SelectMany(package => package.Files).Select(file => file.Source!.RelativePath).Order(StringComparer.Ordinal));

    private static string Text(AppPackagePlan plan)
    {
        StringBuilder text = new();
        foreach (PlannedAppPackage package in plan.Packages)
        {
            text.Append(CultureInfo.InvariantCulture, $"{package.Kind}: {package.Info.Name} {package.Info.Version} {package.Info.Architecture}\n");
            text.Append(CultureInfo.InvariantCulture, $"  {package.Info.Description}; {package.Info.License}; origin {package.Info.Origin}; depends {string.Join(' ', package.Info.Depends)}\n");
            foreach (PlannedFile file in package.Files)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Convert.ToString(file.Mode, 8)} {file.Size,5} {file.Sha256[..8]} {file.Path}\n");
            }
        }

        return text.ToString();
    }
}
