using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class NeedsFinder_rules
{
    [TestMethod]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}""", "ca-certificates-bundle dotnet-10-runtime tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"8.0.4"},"rollForward":"Major"}}""", "ca-certificates-bundle dotnet-8-runtime tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"11.0.0-preview.1.26"}}}""", "ca-certificates-bundle dotnet-11-runtime tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"frameworks":[{"name":"Microsoft.NETCore.App","version":"10.0.0"},{"name":"Microsoft.AspNetCore.App","version":"10.0.0"}]}}""", "aspnet-10-runtime ca-certificates-bundle tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"frameworks":[{"name":"Microsoft.AspNetCore.App","version":"9.0.0"}]}}""", "aspnet-9-runtime ca-certificates-bundle tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"},"frameworks":[{"name":"Microsoft.AspNetCore.App","version":"9.0.0"}]}}""", "aspnet-9-runtime ca-certificates-bundle dotnet-10-runtime tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"},"configProperties":{"System.TimeZoneInfo.Invariant":true}}}""", "ca-certificates-bundle dotnet-10-runtime wolfi-baselayout")]
    [DataRow("// comments are the host's too\n{\"runtimeOptions\":{\"framework\":{\"name\":\"Microsoft.NETCore.App\",\"version\":\"10.0.0\"}}}", "ca-certificates-bundle dotnet-10-runtime tzdata wolfi-baselayout")]
    public void A_framework_dependent_app_takes_the_runtime_that_its_configuration_names(string configuration, string world) =>
        Assert.AreEqual(world, World(new AppBuilder { Configuration = configuration }));

    [TestMethod]
    [DataRow(AppBuilder.SelfContainedConfiguration, null, "ca-certificates-bundle icu so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow(AppBuilder.SelfContainedConfiguration, true, "ca-certificates-bundle so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":true}}}""", null, "ca-certificates-bundle so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":"true"}}}""", null, "ca-certificates-bundle so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow("""{"runtimeOptions":{"configProperties":{"System.Globalization.Invariant":false}}}""", true, "ca-certificates-bundle icu so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow(null, true, "ca-certificates-bundle so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    [DataRow(null, null, "ca-certificates-bundle icu so:libcrypto.so.3 so:libssl.so.3 tzdata wolfi-baselayout")]
    public void A_self_contained_app_takes_what_its_runtime_opens(string? configuration, bool? invariant, string world) =>
        Assert.AreEqual(world, World(new AppBuilder { SelfContained = true, Configuration = configuration, Invariant = invariant }));

    [TestMethod]
    public void The_apps_own_ICU_is_enough_when_the_runtime_is_told_to_use_it()
    {
        const string Configuration = """{"runtimeOptions":{"configProperties":{"System.Globalization.AppLocalIcu":"72.1.0.3"}}}""";
        AppScan shipped = Scan(("libicuuc.so.72.1.0.3", new ElfBuilder { Needed = ["libstdc++.so.6"] }));

        NeedSet with = NeedsFinder.Decide(new AppBuilder { SelfContained = true, Configuration = Configuration }.Build(), "x86_64", shipped, []);
        NeedSet without = NeedsFinder.Decide(new AppBuilder { SelfContained = true, Configuration = Configuration }.Build(), "x86_64", Scan(), []);

        Assert.IsFalse(with.Needs.Any(need => need.Key == "icu"));
        Assert.IsTrue(without.Needs.Any(need => need.Key == "icu"));
    }

    [TestMethod]
    [DataRow(null, "WOLFI4001", "demo.runtimeconfig.json")]
    [DataRow("", "WOLFI4002", "is not JSON (line 1)")]
    [DataRow("[]", "WOLFI4002", "has no runtimeOptions")]
    [DataRow("{}", "WOLFI4002", "has no runtimeOptions")]
    [DataRow("""{"runtimeOptions":{}}""", "WOLFI4002", "names no shared framework")]
    [DataRow(AppBuilder.SelfContainedConfiguration, "WOLFI4002", "names no shared framework")]
    [DataRow("""{"runtimeOptions":{"frameworks":{}}}""", "WOLFI4002", "frameworks")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App"}}}""", "WOLFI4002", "without name or version")]
    [DataRow("""{"runtimeOptions":{"framework":"Microsoft.NETCore.App"}}""", "WOLFI4002", "without name or version")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"latest"}}}""", "WOLFI4002", "'latest'")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}},"runtimeOptions":{}}""", "WOLFI4002", "is not JSON")]
    [DataRow("""{"runtimeOptions":{"framework":{"name":"Microsoft.WindowsDesktop.App","version":"10.0.0"}}}""", "WOLFI4003", "UseWPF")]
    [DataRow("""{"runtimeOptions":{"frameworks":[{"name":"Microsoft.NETCore.App","version":"10.0.0"},{"name":"Tizen.NET","version":"1.0.0"}]}}""", "WOLFI4003", "Tizen.NET")]
    public void A_framework_dependent_app_without_a_usable_configuration_is_refused(string? configuration, string code, string part)
    {
        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => World(new AppBuilder { Configuration = configuration }));

        Assert.AreEqual(code, e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Text, part);
    }

    [TestMethod]
    public void J149_a_deeply_nested_or_huge_configuration_is_refused()
    {
        foreach (string configuration in new[] { new string('[', 10_000), "{\"a\":\"" + new string('a', 1 << 20) + "\"}" })
        {
            Assert.AreEqual("WOLFI4002", Assert.ThrowsExactly<WolfiException>(() => World(new AppBuilder { Configuration = configuration })).Diagnostic.Code);
        }
    }

    [TestMethod]
    [DataRow("linux-x64", "x86_64", true)]
    [DataRow("linux", "x86_64", true)]
    [DataRow("ubuntu.24.04-x64", "x86_64", true)]
    [DataRow("linux-arm64", "aarch64", true)]
    [DataRow("linux-arm64", "x86_64", false)]
    [DataRow("linux-arm", "aarch64", false)]
    [DataRow("linux-musl-x64", "x86_64", false)]
    [DataRow("alpine.3.20-x64", "x86_64", false)]
    [DataRow("linux-bionic-x64", "x86_64", false)]
    [DataRow("win-x64", "x86_64", false)]
    [DataRow("osx-arm64", "aarch64", false)]
    [DataRow("browser-wasm", "x86_64", false)]
    public void A_runtime_identifier_must_fit_the_image(string rid, string architecture, bool fits)
    {
        PublishedApp app = new AppBuilder { RuntimeIdentifier = rid, SelfContained = true }.Build();
        if (fits)
        {
            Assert.AreEqual(architecture, NeedsFinder.Find(app, architecture, [], CancellationToken.None).Architecture);
            return;
        }

        WolfiException e = Assert.ThrowsExactly<WolfiException>(() => NeedsFinder.Find(app, architecture, [], CancellationToken.None));
        Assert.AreEqual("WOLFI4004", e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Text, rid);
    }

    [TestMethod]
    public void Every_need_of_the_table_has_a_place_in_the_order() =>
        CollectionAssert.IsSubsetOf(NeedRules.Table.Select(rule => rule.Key).Concat(NeedRules.Groups.Values).Distinct().ToArray(), NeedRules.KeyOrder);

    [TestMethod]
    public void Every_need_of_the_table_has_a_section_in_the_docs()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "needs.md"));
        CollectionAssert.AreEqual(Array.Empty<string>(), NeedRules.Table.Where(rule => !page.Contains($"\n## {rule.Key}\n", StringComparison.Ordinal)).Select(rule => rule.Key).ToArray());
    }

    internal static AppScan Scan(params (string Path, ElfBuilder Elf)[] files) => new()
    {
        NativeFiles =
        [
            .. files.Select(file => new NativeFile(
                new PublishedFile { RelativePath = file.Path, FullPath = "/publish/" + file.Path, Source = FileSource.NuGet, PackageId = "Some.Package", PackageVersion = "1.2.3" },
                ElfReader.Read(file.Elf.Build()).File!)),
        ],
    };

    internal static AppAssembly Own(string name, string[]? references = null, string[]? libraries = null, string[]? uses = null) => Assembly(FileSource.Project, name, references, libraries, uses);

    internal static AppAssembly Framework(string name, string[]? references = null, string[]? libraries = null) => Assembly(FileSource.RuntimePack, name, references, libraries, null);

    private static AppAssembly Assembly(FileSource source, string name, string[]? references, string[]? libraries, string[]? uses) => new(
        new PublishedFile { RelativePath = name + ".dll", FullPath = $"/publish/{name}.dll", Source = source },
        new AssemblyFile { Name = name, References = [.. references ?? []], NativeLibraries = [.. libraries ?? []], Uses = [.. uses ?? []] });

    private static string World(AppBuilder app) =>
        string.Join(' ', NeedsFinder.Decide(app.Build(), "x86_64", Scan(), []).World);
}
