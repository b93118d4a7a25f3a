using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Wolfi.EndToEnd.Harness;

namespace Wolfi.EndToEnd;

/// <summary>What real builds say of their images, beside what schemas, tables and a scanner of others ask and find.</summary>
[TestClass]
public sealed partial class Bills_of_materials
{
    private const string Reference = """<ItemGroup><PackageReference Include="Spectre.Console" Version="0.49.1" /></ItemGroup>""";

    // Known differences of the old Trivy: it reads libraries of type package alone, so it misses an app's own runtime pack; and it finds these names in the
    // deps.json of the distribution's .NET, which is one thing with the package that the bill names.
    private static readonly string[] RuntimePacks = ["Microsoft.NETCore.App.Runtime.linux-x64", "Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Host.linux-x64", "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64"];

    public TestContext TestContext { get; set; } = null!;

    public static IEnumerable<object[]> Names => Samples.Names.Select(name => new object[] { name });

    public static IEnumerable<object[]> Modes =>
    [
        ["single file", "-p:PublishSingleFile=true"],
        ["trimmed", "-p:PublishTrimmed=true"],
        ["ready to run", "-p:PublishReadyToRun=true"],
        ["native AOT", "-p:PublishAot=true"],
    ];

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Of_a_sample_pass_schemas_and_tables_trace_every_byte_and_name_what_Trivy_finds(string name)
    {
        PublishedSample sample = await Samples.PublishedAsync(name);
        await CheckAsync(name, sample.Project, "layout");
    }

    [TestMethod]
    [DynamicData(nameof(Modes))]
    public async Task Of_a_way_to_publish_pass_schemas_and_tables_trace_every_byte_and_name_what_Trivy_finds(string mode, string argument)
    {
        Project project = await WithPackageAsync("");
        LayoutImage image = await project.PublishImageAsync("layout", "-r", "linux-x64", "--self-contained", "-p:CppCompilerAndLinker=gcc", "-p:SuppressTrimAnalysisWarnings=true", argument);
        Dictionary<string, (int Files, long Size)> sources = await CheckAsync(mode, project, "layout");
        Assert.IsTrue(sources["upstream"].Size > 10 * sources["own"].Size, "what a single file or native program is made of counts for its sources");
        JsonNode bill = Read(project, ".cdx.json");
        CollectionAssert.Contains(Purls(bill, "pkg:nuget/"), "Spectre.Console@0.49.1");
        if (mode is "single file" or "native AOT")
        {
            using Bundle bundle = await Bundle.UnpackAsync(image, Run.NewPath("bundle"), CancellationToken.None);
            await using Container container = Container.Start(bundle);
            Assert.AreEqual(0, await container.WaitAsync(CancellationToken.None), container.Output);
        }
    }

    [TestMethod]
    public async Task Report_a_modified_library_and_a_stray_file()
    {
        Project project = await WithPackageAsync("""
            <Target Name="Plant" AfterTargets="Publish" BeforeTargets="PublishWolfiImage">
              <Exec Command="printf x >> Spectre.Console.dll; printf stray > stray.so" WorkingDirectory="$(PublishDir)" />
            </Target>
            """);
        CommandResult built = await project.PublishAsync();
        built.Succeeded();
        StringAssert.Matches(built.Output, new Regex("warning WOLFI4095: .*Spectre.Console 0.49.1.*app/Spectre.Console.dll"));
        StringAssert.Matches(built.Output, new Regex("warning WOLFI4025: .*stray.so"));
        JsonNode bill = Read(project, ".cdx.json");
        Assert.AreEqual("incomplete", (string?)bill["compositions"]![0]!["aggregate"]);
        JsonNode library = bill["components"]!.AsArray().Single(component => (string?)component!["name"] == "Spectre.Console")!;
        StringAssert.Contains(library["properties"]!.ToJsonString(), "/app/Spectre.Console.dll");
        Dictionary<string, (int Files, long Size)> sources = await SourcesAsync(project, "layout");
        Assert.AreEqual(2, sources["unknown"].Files);
    }

    private async Task<Dictionary<string, (int Files, long Size)>> CheckAsync(string title, Project project, string layout)
    {
        JsonNode spdx = Read(project, ".spdx.json"), cycloneDx = Read(project, ".cdx.json");
        Assert.IsEmpty(SbomChecks.Spdx(spdx), string.Join('\n', SbomChecks.Spdx(spdx)));
        Assert.IsEmpty(SbomChecks.CycloneDx(cycloneDx), string.Join('\n', SbomChecks.CycloneDx(cycloneDx)));
        Assert.AreEqual("complete", (string?)cycloneDx["compositions"]![0]!["aggregate"]);
        Dictionary<string, (int Files, long Size)> sources = await SourcesAsync(project, layout);
        foreach ((string source, (int files, long size)) in sources)
        {
            TestContext.WriteLine($"{title,-24} {source,-14} {files,6} files {size,12} bytes");
        }

        Assert.IsFalse(sources.ContainsKey("unknown"));
        Assert.IsTrue(sources["distribution"].Size > 0 && sources["own"].Size > 0);
        if (Verifiers.AreThere)
        {
            Validate("validate-spdx.js", project.LayoutPath(layout) + ".spdx.json");
            Validate("validate-cyclonedx.js", project.LayoutPath(layout) + ".cdx.json");
            CompareWithTrivy(project.LayoutPath(layout), cycloneDx);
        }

        return sources;
    }

    private static void Validate(string script, string file)
    {
        (int code, string output) = Verifiers.Run(script, file);
        Assert.AreEqual(0, code, output);
    }

    private static void CompareWithTrivy(string layout, JsonNode bill)
    {
        string report = layout + ".trivy.json";
        (int code, string output) = Verifiers.Run("trivy-list.js", layout, "--json", report);
        Assert.AreEqual(0, code, output);
        string[] packages = Purls(bill, "pkg:apk/");
        string[] found = [.. ApkPurl().Matches(output).Select(match => Uri.UnescapeDataString(match.Groups[1].Value)).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(packages, found, $"Trivy finds other packages than the bill names: {string.Join(' ', found.Except(packages))} | {string.Join(' ', packages.Except(found))}");

        JsonNode[] results = [.. JsonNode.Parse(File.ReadAllText(report))!["Results"]!.AsArray().OfType<JsonNode>()];
        string[] Old(string kind) => [.. results.Where(result => (string?)result["Class"] == kind)
            .SelectMany(result => result["Packages"]?.AsArray().OfType<JsonNode>() ?? [])
            .Select(package => $"{package["Name"]}@{package["Version"]}{(package["Release"] is { } release ? "-" + release : "")}")
            .Distinct()
            .Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(packages, Old("os-pkgs"));
        string[] libraries = [.. Purls(bill, "pkg:nuget/").Where(purl => !RuntimePacks.Contains(purl.Split('@')[0]))];
        string[] scanned = [.. Old("lang-pkgs").Where(package => !RuntimePacks.Contains(package.Split('@')[0]))];
        CollectionAssert.AreEqual(libraries, scanned, $"Trivy finds {string.Join(' ', scanned)}, the bill names {string.Join(' ', libraries)}");
    }

    /// <summary>Name and version of the components whose package URLs begin so.</summary>
    private static string[] Purls(JsonNode bill, string prefix) =>
        [.. bill["components"]!.AsArray().Select(component => (string?)component!["purl"]).OfType<string>().Where(purl => purl.StartsWith(prefix, StringComparison.Ordinal))
            .Select(purl => Uri.UnescapeDataString(purl.Split('?')[0].Split('/')[^1]))
            .Order(StringComparer.Ordinal)];

    private static async Task<Dictionary<string, (int Files, long Size)>> SourcesAsync(Project project, string layout)
    {
        CommandResult inspected = await WolfiTool.RunAsync(Run.Folder, Feed.DotnetEnvironment(), "inspect", project.LayoutPath(layout), "--json");
        return JsonNode.Parse(inspected.Succeeded().Output)!["sources"]!.AsArray()
            .ToDictionary(share => (string)share!["source"]!, share => ((int)share!["files"]!, (long)share["size"]!));
    }

    private static JsonNode Read(Project project, string suffix) => JsonNode.Parse(File.ReadAllText(project.LayoutPath() + suffix))!;

    private static async Task<Project> WithPackageAsync(string more)
    {
        Project project = await Project.CopyAsync("Console");
        string file = Path.Combine(project.Folder, "Console.csproj");
        File.WriteAllText(file, File.ReadAllText(file).Replace("</Project>", Reference + more + "</Project>", StringComparison.Ordinal));
        File.AppendAllText(Path.Combine(project.Folder, "Program.cs"), "\nSpectre.Console.AnsiConsole.WriteLine(\"with a package\");\n");
        return project;
    }

    [GeneratedRegex(@"pkg:apk/[^/]+/([^?\s]+)")]
    private static partial Regex ApkPurl();
}
