using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Projects;

namespace Wolfi.Containers.Tests.Projects;

[TestClass]
public sealed class Project_files
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public void A_file_is_itself_and_a_folder_is_its_only_project()
    {
        string project = Write("shop.fsproj");
        Write("shop.sln");

        Assert.AreEqual(project, ProjectFile.Find(project));
        Assert.AreEqual(project, ProjectFile.Find(_folder.FullPath));
        Assert.AreEqual(project, ProjectFile.TryFind(_folder.FullPath));
    }

    [TestMethod]
    public void A_folder_without_a_project_has_none()
    {
        Assert.IsNull(ProjectFile.TryFind(_folder.FullPath));
        Assert.AreEqual("WOLFI1911", Code(_folder.FullPath));
    }

    [TestMethod]
    public void Several_projects_are_named()
    {
        Write("a.csproj");
        Write("b.csproj");

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => ProjectFile.TryFind(_folder.FullPath));

        Assert.AreEqual("WOLFI1912", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Diagnostic.Message, "a.csproj, b.csproj");
    }

    [TestMethod]
    public void A_path_to_nothing_cannot_be_read() => Assert.AreEqual("WOLFI1902", Code(_folder.Combine("nothing")));

    private static string Code(string path) => Assert.ThrowsExactly<WolfiException>(() => ProjectFile.Find(path)).Diagnostic.Code;

    private string Write(string name)
    {
        File.WriteAllText(_folder.Combine(name), "");
        return _folder.Combine(name);
    }
}
