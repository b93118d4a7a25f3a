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

    private static string[] Sources(Scratch scratch)
    {
        scratch.Pack("wolfi-baselayout", "1-r0");
        scratch.Pack("ca-certificates-bundle", "1-r0", "--depend", "wolfi-baselayout");
        scratch.Pack("dotnet-10-runtime", "10.0.100-r0", "--depend", "icu");
        scratch.Pack("icu", "78-r0");
        scratch.Pack("tzdata", "1-r0");
        ToolRun.Of("index", scratch["packages"], "--key", scratch.PrivateKey).Expect(0);
        return ["--repository", scratch["packages"], "--key", scratch.PublicKey, "--arch", "x86_64"];
    }
}
