using System.Collections.Immutable;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tests.Settings;

namespace Wolfi.Containers.Tests.Surroundings;

[TestClass]
public sealed class Properties_of_packages
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void Build_files_of_imported_packages_are_read_and_no_others()
    {
        Write("obj/x.nuget.g.props", """<Project xmlns="http://schemas.microsoft.com/developer/msbuild/2003"><ImportGroup><Import Project="$(NuGetPackageRoot)one/1.0.0/build/one.props" /></ImportGroup></Project>""");
        Write("obj/x.nuget.g.targets", $"""<Project><Import Project="{_folder.FullPath}/fallback/two/2.0.0/buildTransitive/two.targets" /><Import Project="$(NuGetPackageRoot)wolfi.containers.sdk/1.0.0/build/Wolfi.Containers.Sdk.targets" /></Project>""");
        Write("packages/one/1.0.0/build/one.props", "<Project><PropertyGroup><WolfiKey> a </WolfiKey><Other>b</Other></PropertyGroup></Project>");
        Write("packages/one/1.0.0/build/nested/more.targets", "<Project><Target Name='x'><PropertyGroup><wolfiCacheFolder>$(TMP)</wolfiCacheFolder></PropertyGroup></Target></Project>");
        Write("packages/one/1.0.0/build/broken.targets", "<Project><PropertyGroup><WolfiKey>");
        Write("packages/one/1.0.0/build/dtd.targets", "<!DOCTYPE x [<!ENTITY a 'b'>]><Project><PropertyGroup><WolfiKey>&a;</WolfiKey></PropertyGroup></Project>");
        Write("packages/one/1.0.0/tools/not.targets", "<Project><PropertyGroup><WolfiKey>c</WolfiKey></PropertyGroup></Project>");
        Write("packages/absent/1.0.0/build/absent.targets", "<Project><PropertyGroup><WolfiKey>d</WolfiKey></PropertyGroup></Project>");
        Write("packages/wolfi.containers.sdk/1.0.0/build/own.targets", "<Project><PropertyGroup><WolfiKey>e</WolfiKey></PropertyGroup></Project>");
        Write("fallback/two/2.0.0/buildTransitive/two.targets", "<Project><PropertyGroup><WolfiAllowRoot>true</WolfiAllowRoot></PropertyGroup></Project>");
        ImmutableArray<PackageProperty> found = PackagePropertyReader.Read(
            [_folder.Combine("obj/x.nuget.g.props"), _folder.Combine("obj/x.nuget.g.targets"), _folder.Combine("obj/none")], [_folder.Combine("packages"), _folder.Combine("fallback")], default);
        CollectionAssert.AreEqual(
            new[] { "wolfiCacheFolder=$(TMP) more.targets", "WolfiKey=a one.props", "WolfiAllowRoot=true two.targets" },
            found.Select(property => $"{property.Name}={property.Value} {Path.GetFileName(property.File)}").ToArray());
    }

    [TestMethod]
    [DataRow("/tmp/evil", "/tmp/evil", false, true)]
    [DataRow("$(TMP)/evil", "/tmp/evil", false, true)]
    [DataRow("/tmp/other", "/tmp/mine", false, false, DisplayName = "the project's own value won")]
    [DataRow("/tmp/evil", "/tmp/evil", true, false, DisplayName = "the command line says so")]
    [DataRow("/tmp/evil", "", false, false)]
    public void Case_98_a_package_may_not_set_a_property_that_decides_on_trust(string written, string value, bool global, bool refused)
    {
        Project project = new() { ["WolfiCacheFolder"] = value };
        project.PackageProperties = [new PackageProperty("wolficachefolder", written, "/home/dev/.nuget/packages/evil/1.0.0/build/evil.props")];
        if (global)
        {
            project.GlobalProperties.Add("WolfiCacheFolder");
        }

        CollectionAssert.AreEqual(refused ? new[] { "WOLFI1014" } : [], project.Errors());
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Combine(path))!);
        File.WriteAllText(_folder.Combine(path), text);
    }
}
