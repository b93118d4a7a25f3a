using System.Text;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Apps;

/// <summary>What of an app that runs everywhere goes into the image of one platform.</summary>
[TestClass]
public sealed class Portable_apps
{
    private const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
          "targets": {
            ".NETCoreApp,Version=v10.0": {
              "demo/1.0.0": { "runtime": { "demo.dll": {} } },
              "Some.Package/3.1.0": {
                "runtime": { "lib/net10.0/Some.Package.dll": {} },
                "runtimeTargets": {
                  "runtimes/linux-arm64/native/libsome.so": { "rid": "linux-arm64", "assetType": "native" },
                  "runtimes/linux-musl-x64/native/libsome.so": { "rid": "linux-musl-x64", "assetType": "native" },
                  "runtimes/linux-x64/native/libsome.so": { "rid": "linux-x64", "assetType": "native" },
                  "runtimes/unix/lib/net10.0/Some.Package.dll": { "rid": "unix", "assetType": "runtime" },
                  "runtimes/win/lib/net10.0/Some.Package.dll": { "rid": "win", "assetType": "runtime" }
                }
              },
              "Windows.Only/1.0.0": { "runtimeTargets": { "runtimes/win/lib/net10.0/W.dll": { "rid": "win", "assetType": "runtime" } } }
            }
          },
          "libraries": {}
        }
        """;

    private static readonly string[] Paths =
    [
        "demo.dll", "runtimes/any/lib/net10.0/a.dll", "runtimes/linux-arm64/native/libsome.so", "runtimes/linux-musl-x64/native/libsome.so", "runtimes/linux-x64/native/libsome.so",
        "runtimes/osx/native/libsome.dylib", "runtimes/unix/lib/net10.0/Some.Package.dll", "runtimes/win/lib/net10.0/Some.Package.dll", "runtimes/README",
    ];

    [TestMethod]
    [DataRow("linux-x64", "demo.dll runtimes/any/lib/net10.0/a.dll runtimes/linux-x64/native/libsome.so runtimes/unix/lib/net10.0/Some.Package.dll runtimes/README")]
    [DataRow("linux-arm64", "demo.dll runtimes/any/lib/net10.0/a.dll runtimes/linux-arm64/native/libsome.so runtimes/unix/lib/net10.0/Some.Package.dll runtimes/README")]
    public void Ship_the_assets_that_their_platform_could_choose(string platform, string expected)
    {
        PublishedApp app = PortableAssets.For(App("", FileSource.NuGet), platform);
        Assert.AreEqual(platform, app.RuntimeIdentifier);
        Assert.AreEqual(expected, string.Join(' ', app.Files.Select(file => file.RelativePath)));
        Assert.HasCount(Paths.Length, PortableAssets.For(App("", FileSource.Project), platform).Files, "the project's own files are no assets of packages");
        Assert.HasCount(Paths.Length, PortableAssets.For(App(platform, FileSource.NuGet), platform).Files, "published for a platform, the app has what belongs to it");
    }

    [TestMethod]
    public void Name_the_assets_of_every_platform_that_an_image_can_be_for_and_no_others()
    {
        string changed = Encoding.UTF8.GetString(PortableDependencies.WithoutForeignAssets(Encoding.UTF8.GetBytes(Dependencies), "demo.deps.json")!);
        foreach (string kept in (string[])["runtimes/linux-arm64/", "runtimes/linux-x64/", "runtimes/unix/", "demo.dll", "Some.Package/3.1.0", "Windows.Only/1.0.0"])
        {
            StringAssert.Contains(changed, kept);
        }

        Assert.DoesNotContain("musl", changed);
        Assert.DoesNotContain("\"win\"", changed);
        Assert.IsNull(PortableDependencies.WithoutForeignAssets(Encoding.UTF8.GetBytes(changed), "demo.deps.json"), "what has none is left as it is");
        Assert.IsNull(PortableDependencies.WithoutForeignAssets("""{"targets":{}}"""u8, "demo.deps.json"));
    }

    [TestMethod]
    [DataRow("""{"targets":{"a":{"b":{"runtimeTargets":""")]
    [DataRow("""{"runtimeTargets":1,"runtimeTargets":2}""")]
    public void A_damaged_deps_json_has_its_code(string text) => Assert.AreEqual(
        "WOLFI4051", Assert.ThrowsExactly<WolfiException>(() => PortableDependencies.WithoutForeignAssets(Encoding.UTF8.GetBytes(text), "demo.deps.json")).Diagnostic.Code);

    [TestMethod]
    [DataRow("""{"targets":[1],"a":"runtimeTargets"}""")]
    [DataRow("""{"targets":{"t":{"p":{"runtimeTargets":["runtimes/win"]}}}}""")]
    [DataRow("""{"targets":{"t":{"p":{"runtimeTargets":{"a":1,"b":{"rid":7},"c":{"rid":""}}}}}}""")]
    public void What_is_no_asset_in_it_is_left_alone(string text) => Assert.IsNull(PortableDependencies.WithoutForeignAssets(Encoding.UTF8.GetBytes(text), "demo.deps.json"));

    private static PublishedApp App(string runtimeIdentifier, FileSource source) => new()
    {
        AssemblyName = "demo",
        Version = "1.0.0",
        TargetFramework = "net10.0",
        RuntimeIdentifier = runtimeIdentifier,
        SelfContained = false,
        PublishFolder = "/publish",
        Files = [.. Paths.Select(path => new PublishedFile { RelativePath = path, FullPath = "/publish/" + path, Source = source })],
    };
}
