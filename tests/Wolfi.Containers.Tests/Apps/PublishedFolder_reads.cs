using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tests.Needs;

namespace Wolfi.Containers.Tests.Apps;

[TestClass]
public sealed class PublishedFolder_reads
{
    private const string Dependencies = """
        {
          "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0/linux-x64" },
          "targets": {
            ".NETCoreApp,Version=v10.0/linux-x64": {
              "demo/1.0.0": { "runtime": { "demo.dll": {} } },
              "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "runtime": { "System.Runtime.dll": {} }, "native": { "libcoreclr.so": {} } },
              "Some.Package/3.1.0": {
                "runtime": { "lib/net10.0/Some.Package.dll": {} },
                "resources": { "lib/net10.0/de/Some.Package.resources.dll": { "locale": "de" } },
                "runtimeTargets": { "runtimes/linux-x64/native/libsome.so": { "rid": "linux-x64", "assetType": "native" } }
              },
              "Shared/1.0.0": { "runtime": { "Shared.dll": {} } }
            }
          },
          "libraries": {
            "demo/1.0.0": { "type": "project" },
            "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/10.0.12": { "type": "runtimepack" },
            "Some.Package/3.1.0": { "type": "package" },
            "Shared/1.0.0": { "type": "project" }
          }
        }
        """;

    [TestMethod]
    public void The_files_sources_from_the_dependencies_file()
    {
        using TemporaryFolder folder = new();
        Write(folder, "demo", "demo.dll", "libcoreclr.so", "Some.Package.dll", "de/Some.Package.resources.dll", "runtimes/linux-x64/native/libsome.so", "Shared.dll", "appsettings.json");
        File.WriteAllText(folder.Combine("demo.deps.json"), Dependencies);
        File.WriteAllText(folder.Combine("demo.runtimeconfig.json"), AppBuilder.SelfContainedConfiguration);

        PublishedApp app = Read(folder);

        Assert.AreEqual(("demo", "linux-x64", "net10.0", true), (app.AssemblyName, app.RuntimeIdentifier, app.TargetFramework, app.SelfContained));
        Assert.AreEqual(
            "Shared.dll ProjectReference, Some.Package.dll NuGet Some.Package 3.1.0, appsettings.json Project, de/Some.Package.resources.dll NuGet Some.Package 3.1.0, demo Project, "
            + "demo.deps.json Project, demo.dll Project, demo.runtimeconfig.json Project, libcoreclr.so RuntimePack Microsoft.NETCore.App.Runtime.linux-x64 10.0.12, "
            + "runtimes/linux-x64/native/libsome.so NuGet Some.Package 3.1.0",
            string.Join(", ", app.Files.Select(file => $"{file.RelativePath} {file.Source} {file.PackageId} {file.PackageVersion}".TrimEnd())));
    }

    [TestMethod]
    public void A_portable_app_without_the_host_of_the_machine_that_published_it()
    {
        using TemporaryFolder folder = new();
        Write(folder, "demo", "demo.dll");
        File.WriteAllText(folder.Combine("demo.runtimeconfig.json"), AppBuilder.WebConfiguration);

        PublishedApp app = Read(folder);

        Assert.AreEqual(("linux-arm64", false), (app.RuntimeIdentifier, app.SelfContained));
        CollectionAssert.AreEqual(new[] { "Microsoft.NETCore.App", "Microsoft.AspNetCore.App" }, app.FrameworkReferences.ToArray());
        CollectionAssert.DoesNotContain(app.Files.Select(file => file.RelativePath).ToArray(), "demo");
    }

    [TestMethod]
    [DataRow("", false, true, true)]
    [DataRow("DOTNET_BUNDLE_EXTRACT_BASE_DIR", true, false, false)]
    [DataRow("DOTNET_BUNDLE_EXTRACT_BASE_DIR-libicuuc.so", true, true, false)]
    public void D84_a_lone_program_is_a_bundle_or_native_code(string texts, bool single, bool selfContained, bool native)
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.Combine("demo"), new ElfBuilder { Interpreter = "/lib64/ld-linux-x86-64.so.2", Soname = texts.Length == 0 ? null : texts }.Build());
        File.WriteAllBytes(folder.Combine("createdump"), new ElfBuilder { Interpreter = "/lib64/ld-linux-x86-64.so.2" }.Build());
        File.WriteAllBytes(folder.Combine("libe_sqlite3.so"), new ElfBuilder().Build());

        PublishedApp app = Read(folder);

        Assert.AreEqual(("demo", single, selfContained, native), (app.AssemblyName, app.SingleFile, app.SelfContained, app.NativeAot));
    }

    [TestMethod]
    [DataRow("a.txt", "it has neither")]
    [DataRow("a.runtimeconfig.json b.runtimeconfig.json", "it holds several: a.runtimeconfig.json, b.runtimeconfig.json")]
    public void A_folder_of_no_app_or_several_is_refused(string files, string part)
    {
        using TemporaryFolder folder = new();
        Write(folder, files.Split(' '));

        StringAssert.Contains(Failing.With(AppErrors.NoApp, () => Read(folder)).Message, part);
    }

    [TestMethod]
    [DataRow("{}")]
    [DataRow("[]")]
    [DataRow("")]
    [DataRow("{\"runtimeTarget\":{\"name\":\"x\"},\"targets\":{},\"libraries\":{}}")]
    [DataRow("{\"runtimeTarget\":{\"name\":\"x\"},\"targets\":{\"x\":{\"a/1\":{}}},\"libraries\":{}}")]
    [DataRow("{\"runtimeTarget\":{\"name\":\"x\"},\"targets\":{\"x\":{\"a/1\":{\"runtime\":{\"../../evil.dll\":{}}}}},\"libraries\":{\"a/1\":{\"type\":\"package\"}}}")]
    [DataRow("{\"runtimeTarget\":{\"name\":\"x\"},\"targets\":{\"x\":{\"a/1\":{\"native\":{\"/etc/passwd\":{}}}}},\"libraries\":{\"a/1\":{\"type\":\"package\"}}}")]
    public void D82_a_dependencies_file_that_is_none_is_refused(string text) => Refused(text);

    [TestMethod]
    public void D82_a_deep_dependencies_file_is_refused() => Refused(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));

    [TestMethod]
    public void D82_a_million_entries_are_refused() => Refused(
        "{\"runtimeTarget\":{\"name\":\"x\"},\"libraries\":{\"a/1\":{\"type\":\"package\"}},\"targets\":{\"x\":{\"a/1\":{\"runtime\":{"
        + string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"\"{i}.dll\":{{}}")) + "}}}}}");

    private static void Refused(string dependencies)
    {
        using MemoryStream stream = new(System.Text.Encoding.UTF8.GetBytes(dependencies));
        Failing.With(AppErrors.InvalidDependencies, () => AppDependencies.Read(stream, "demo.deps.json"));
    }

    private static void Write(TemporaryFolder folder, params string[] files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.Combine(file))!);
            File.WriteAllText(folder.Combine(file), "");
        }
    }

    private static PublishedApp Read(TemporaryFolder folder) => PublishedFolder.Read(folder.FullPath, "linux-arm64", CancellationToken.None);
}
