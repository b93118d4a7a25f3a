using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Wolfi.Architecture.Tests;

[TestClass]
public sealed class Dependency_table
{
    private static readonly string Root = SharedData.RepositoryRoot;

    /// <summary>The rows of docs/architecture.md: project and what it may use.</summary>
    public static IEnumerable<object[]> Rows() =>
        Regex.Matches(File.ReadAllText(Path.Combine(Root, "docs/architecture.md")), @"^\| (Wolfi\.[A-Za-z.]+) \|[^|]*\| ?([^|]*)\|$", RegexOptions.Multiline)
            .Select(row => new object[] { row.Groups[1].Value, row.Groups[2].Value.Trim() });

    [TestMethod]
    public void Names_every_source_project()
    {
        string[] projects = [.. Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order()!];
        CollectionAssert.AreEqual(projects, Rows().Select(row => (string)row[0]).Order().ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Holds_for_project_references(string project, string mayUse)
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        string[] used = [.. file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))).Order()];
        CollectionAssert.AreEqual(Split(mayUse), used);
    }

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Holds_for_compiled_references(string project, string mayUse)
    {
        string assembly = project == "Wolfi.Containers.Tool" ? "dotnet-wolfi" : project;
        string path = Path.Combine(AppContext.BaseDirectory, assembly + ".dll");
        string[] transitive = [.. Closure(Split(mayUse))];
        string[] used = [.. System.Reflection.Assembly.LoadFrom(path).GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Wolfi.", StringComparison.Ordinal))];
        CollectionAssert.IsSubsetOf(used, transitive, $"{project} uses what docs/architecture.md does not allow.");
    }

    [TestMethod]
    [DataRow("Wolfi.Apk")]
    [DataRow("Wolfi.Oci")]
    public void Libraries_of_formats_use_the_framework_only(string project)
    {
        XDocument file = XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj"));
        Assert.IsFalse(file.Descendants("PackageReference").Any(), $"{project} references a NuGet package.");
    }

    private static string[] Split(string mayUse) => [.. mayUse.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order()];

    private static IEnumerable<string> Closure(string[] direct) =>
        direct.Concat(direct.SelectMany(project => Closure(Split((string)Rows().Single(row => (string)row[0] == project)[1])))).Distinct();
}
