using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Containers.Tests.Needs;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tool.Tests.Verbs;

[TestClass]
public sealed class Needs
{
    private const string Configuration = """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}""";

    [TestMethod]
    public void A_publish_folder_is_a_tree_from_packages_to_files()
    {
        using Scratch scratch = new();

        ToolRun run = ToolRun.Of(["needs", Publish(scratch), .. Sources(scratch)]).Expect(0);

        Golden.Verify("Wolfi.Containers.Tool.Tests", "needs", "txt", Scrubbed.Sizes(Scrubbed.Text(run.Output, scratch.Root)));
        StringAssert.Contains(run.Error, "warning WOLFI4055: ");
        StringAssert.Contains(run.Error, "unheard (demo.dll)");
    }

    [TestMethod]
    public void Json_has_packages_needs_and_what_else_is_to_know()
    {
        using Scratch scratch = new();

        JsonElement document = ToolRun.Of(["needs", Publish(scratch), "--json", .. Sources(scratch)]).Expect(0).Json;

        CollectionAssert.AreEqual(
            new[] { "architecture", "size", "installedSize", "packages", "needs", "hints", "unresolved", "leftOut", "omitted", "advice" },
            document.EnumerateObject().Select(member => member.Name).ToArray());
        JsonElement tzdata = document.GetProperty("needs").EnumerateArray().Single(need => need.GetProperty("key").GetString() == "tzdata");
        Assert.AreEqual("tzdata", tzdata.GetProperty("packages")[0].GetString());
        Assert.AreEqual(new FileInfo(scratch["packages/tzdata-1-r0.apk"]).Length, tzdata.GetProperty("size").GetInt64());
        Assert.AreEqual(("demo.dll", "likely"), (tzdata.GetProperty("evidence")[0].GetProperty("subject").GetString(), tzdata.GetProperty("evidence")[0].GetProperty("confidence").GetString()));
        Assert.AreEqual("process", document.GetProperty("hints")[0].GetProperty("key").GetString());
        Assert.AreEqual("unheard", document.GetProperty("unresolved")[0].GetProperty("name").GetString());
    }

    [TestMethod]
    public void A_project_is_asked_by_what_its_last_image_recorded_and_has_its_say()
    {
        using Scratch scratch = new();
        string publish = Publish(scratch);
        string project = scratch.Write("src/demo.csproj", $"""
            <Project>
              <PropertyGroup>
                <AssemblyName>demo</AssemblyName>
                <WolfiRepository>{Sources(scratch)[1]}</WolfiRepository>
                <WolfiKey>{scratch.PublicKey}</WolfiKey>
                <NETCoreSdkVersion>10.0.401</NETCoreSdkVersion>
                <NETCoreSdkPortableRuntimeIdentifier>linux-x64</NETCoreSdkPortableRuntimeIdentifier>
                <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
              </PropertyGroup>
              <ItemGroup>
                <WolfiNeed Include="tzdata" Action="Omit" />
                <WolfiNeed Include="unheard" Action="Omit" />
              </ItemGroup>
            </Project>
            """);
        Assert.AreEqual("WOLFI4054", ToolRun.Of("needs", project, "--json").Expect(1).ErrorCode);
        scratch.Write("src/obj/Release/net10.0/wolfi/published-app.json", System.Text.Encoding.UTF8.GetString(PublishedAppJson.Write(PublishedFolder.Read(publish, "linux-x64", CancellationToken.None))));

        ToolRun run = ToolRun.Of("needs", scratch["src"], "--json").Expect(0);

        Assert.AreEqual("tzdata", run.Json.GetProperty("omitted")[0].GetString());
        Assert.IsFalse(run.Json.GetProperty("packages").EnumerateArray().Any(package => package.GetProperty("name").GetString() == "tzdata"));
        StringAssert.Contains(run.Error, "warning WOLFI4015: ");
        Assert.IsFalse(run.Error.Contains("WOLFI4055", StringComparison.Ordinal));
    }

    [TestMethod]
    [DataRow("<ContainerRuntimeIdentifiers>linux-x64;linux-arm64;linux-x64</ContainerRuntimeIdentifiers>")]
    [DataRow("<RuntimeIdentifiers>win-x64;linux-x64;linux-arm64</RuntimeIdentifiers>")]
    public void A_project_for_several_platforms_is_answered_for_each(string list)
    {
        using Scratch scratch = new();
        string[] sources = Sources(scratch, "noarch");
        string project = scratch.Write("src/demo.csproj", $"""
            <Project>
              <PropertyGroup>
                <AssemblyName>demo</AssemblyName><WolfiRepository>{sources[1]}</WolfiRepository><WolfiKey>{scratch.PublicKey}</WolfiKey>
                <NETCoreSdkVersion>10.0.401</NETCoreSdkVersion><NETCoreSdkPortableRuntimeIdentifier>linux-x64</NETCoreSdkPortableRuntimeIdentifier>
                {list}
              </PropertyGroup>
            </Project>
            """);
        PublishedApp forArm = PublishedFolder.Read(Publish(scratch), "linux-arm64", CancellationToken.None);
        Record("linux-arm64", forArm);
        StringAssert.Contains(ToolRun.Of("needs", project).Expect(1).Error, "demo.csproj for linux-x64 before", "an app that was published for one platform says nothing of another");

        Record("portable", forArm with { RuntimeIdentifier = "" });
        JsonElement[] platforms = [.. ToolRun.Of("needs", project, "--json").Expect(0).Json.GetProperty("platforms").EnumerateArray()];

        CollectionAssert.AreEqual(
            new[] { "linux-x64 x86_64", "linux-arm64 aarch64" },
            platforms.Select(platform => $"{platform.GetProperty("platform")} {platform.GetProperty("architecture")}").ToArray());
        string text = ToolRun.Of("needs", project).Expect(0).Output;
        StringAssert.Contains(text, $"{project} for linux-x64: ");
        StringAssert.Contains(text, $"\n\n{project} for linux-arm64: ");
        JsonElement chosen = ToolRun.Of("needs", project, "--json", "--arch", "aarch64").Expect(0).Json.GetProperty("platforms");
        Assert.AreEqual("linux-arm64", chosen.EnumerateArray().Single().GetProperty("platform").GetString());
        Assert.AreEqual("x86_64", ToolRun.Of("needs", project, "--json", "-p", "ContainerRuntimeIdentifier=linux-x64").Expect(0).Json.GetProperty("architecture").GetString());
        StringAssert.Contains(ToolRun.Of("needs", project, "--arch", "riscv64").Expect(2).Error, "is for linux-x64, linux-arm64.");

        void Record(string build, PublishedApp app) =>
            scratch.Write($"src/obj/Release/{build}/wolfi/published-app.json", System.Text.Encoding.UTF8.GetString(PublishedAppJson.Write(app)));
    }

    [TestMethod]
    public void An_image_tells_what_it_recorded()
    {
        using Scratch scratch = new();
        RecordedImageBuilder builder = new();
        builder.Record!["needs"] = JsonNode.Parse("""
            [
              {"key":"libc","atoms":["glibc"],"evidence":[{"subject":"demo","reason":"needs libc.so.6","atom":"glibc","confidence":"certain"}]},
              {"key":"so:libz.so.1","atoms":["zlib"],"evidence":[{"subject":"libdemo.so","reason":"needs libz.so.1","confidence":"certain"}]}
            ]
            """);
        builder.Record["hints"] = JsonNode.Parse("""[{"key":"ping","atoms":[],"evidence":[{"subject":"demo.dll","reason":"pings","confidence":"hint"}]}]""");
        builder.Record["omittedNeeds"] = JsonNode.Parse("""["tzdata"]""");
        Image image = builder.Build();
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(image, "demo", "latest")), CancellationToken.None);

        ToolRun run = ToolRun.Of("needs", scratch["layout"]).Expect(0);

        StringAssert.Contains(run.Output, "zlib 1.3.1-r5");
        StringAssert.Contains(run.Output, "  <- zlib\n       <- libdemo.so: needs libz.so.1\n");
        StringAssert.Contains(run.Output, "hint: ping: demo.dll: pings\n");
        StringAssert.Contains(run.Output, "left out by the project, against advice: tzdata\n");
    }

    [TestMethod]
    public void An_image_without_a_record_of_needs_is_an_answer_of_no()
    {
        using Scratch scratch = new();
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(new RecordedImageBuilder().Build(), "demo", "latest")), CancellationToken.None);

        Assert.AreEqual("WOLFI4053", ToolRun.Of("needs", scratch["layout"], "--json").Expect(1).ErrorCode);
    }

    [TestMethod]
    public void What_no_repository_has_is_an_answer_of_no()
    {
        using Scratch scratch = new();
        string publish = Publish(scratch);
        File.WriteAllText(Path.Combine(publish, "demo.runtimeconfig.json"), Configuration.Replace("10.0.0", "9.0.0", StringComparison.Ordinal));

        Assert.AreEqual("WOLFI3001", ToolRun.Of(["needs", publish, "--json", .. Sources(scratch)]).Expect(1).ErrorCode);
    }

    private static string Publish(Scratch scratch)
    {
        scratch.Write("publish/demo.runtimeconfig.json", Configuration);
        File.WriteAllBytes(scratch["publish/demo.dll"], new AssemblyBuilder
        {
            NativeLibraries = ["unheard"],
            Uses = ["System.TimeZoneInfo.FindSystemTimeZoneById", "System.Diagnostics.Process.Start"],
        }.Build());
        return scratch["publish"];
    }

    private static string[] Sources(Scratch scratch, string architecture = "x86_64")
    {
        scratch.Pack("wolfi-baselayout", "1-r0", "--arch", architecture);
        scratch.Pack("ca-certificates-bundle", "1-r0", "--arch", architecture, "--depend", "wolfi-baselayout");
        scratch.Pack("dotnet-10-runtime", "10.0.100-r0", "--arch", architecture, "--depend", "icu");
        scratch.Pack("icu", "78-r0", "--arch", architecture);
        scratch.Pack("tzdata", "1-r0", "--arch", architecture);
        ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey).Expect(0);
        return ["--repository", scratch["packages"], "--key", scratch.PublicKey, "--arch", "x86_64"];
    }
}
