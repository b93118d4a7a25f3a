using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Evidence_settings
{
    [TestMethod]
    public void Are_all_on_unless_the_project_says_otherwise()
    {
        EvidenceSettings settings = new Project { ["Configuration"] = "Release" }.Request().Evidence;
        Assert.AreEqual(SbomFormats.All, settings.Sboms);
        Assert.IsTrue(settings.Provenance && settings.PackageHeads && !settings.ProvenanceTimes);
        Assert.AreEqual("shop.csproj", settings.Origin.ProjectPath);
        Assert.AreEqual("Release", settings.Origin.Configuration);
        Assert.IsNull(settings.Origin.RepositoryUrl);
    }

    [TestMethod]
    public void Are_read()
    {
        Project project = new()
        {
            ["WolfiSbomFormats"] = "CycloneDX",
            ["WolfiProvenance"] = "false",
            ["WolfiProvenanceTimes"] = "true",
            ["WolfiPackageHeads"] = "false",
            ProjectPathInRepository = "src/shop/shop.csproj",
        };
        project.Files.Add("/src/shop/a.trx").Add("/src/vex.json");
        EvidenceSettings settings = project.Add("WolfiTestResults", "a.trx").Add("WolfiTestResults", "a.trx").Add("WolfiVexFile", "../vex.json").Request().Evidence;
        Assert.AreEqual(SbomFormats.CycloneDx, settings.Sboms);
        Assert.IsTrue(!settings.Provenance && !settings.PackageHeads && settings.ProvenanceTimes);
        CollectionAssert.AreEqual(new[] { "/src/shop/a.trx" }, settings.TestResultFiles.ToArray());
        CollectionAssert.AreEqual(new[] { "/src/vex.json" }, settings.VexFiles.ToArray());
        Assert.AreEqual("src/shop/shop.csproj", settings.Origin.ProjectPath);
    }

    [TestMethod]
    [DataRow("none", SbomFormats.None)]
    [DataRow("spdx", SbomFormats.Spdx)]
    [DataRow("spdx;cyclonedx", SbomFormats.All)]
    public void Know_the_forms_of_bills(string text, SbomFormats formats) =>
        Assert.AreEqual(formats, new Project { ["WolfiSbomFormats"] = text }.Request().Evidence.Sboms);

    [TestMethod]
    [DataRow("syft")]
    [DataRow("spdx;none")]
    public void Refuse_other_forms(string text) => StringAssert.Contains(new Project { ["WolfiSbomFormats"] = text }.TextOf("WOLFI1010"), "spdx, cyclonedx, none");

    [TestMethod]
    public void Name_files_that_are_not_there()
    {
        Project project = new Project().Add("WolfiTestResults", "a.trx").Add("WolfiVexFile", "b.json");
        CollectionAssert.AreEqual(new[] { "WOLFI7030", "WOLFI7031" }, project.Errors());
    }

    [TestMethod]
    [DataRow("https://user:secret@example.org/team/shop.git", "true", "https://example.org/team/shop.git")]
    [DataRow("https://example.org/team/shop.git", "", null)]
    [DataRow("file:///home/me/shop.git", "true", null)]
    [DataRow("/home/me/shop", "true", null)]
    public void Name_the_repository_only_where_it_is_published_and_without_secrets(string url, string published, string? named) =>
        Assert.AreEqual(named, new Project { ["PrivateRepositoryUrl"] = url, ["PublishRepositoryUrl"] = published }.Request().Evidence.Origin.RepositoryUrl);

    [TestMethod]
    public void Take_from_the_environment_a_closed_list_of_variables_only()
    {
        Dictionary<string, string> environment = new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_SERVER_URL"] = "https://me:secret@github.com",
            ["GITHUB_TOKEN"] = "secret",
            ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "secret",
            ["CI_JOB_TOKEN"] = "secret",
            ["SYSTEM_ACCESSTOKEN"] = "secret",
            ["GITHUB_REF"] = "a\nb",
            ["GITHUB_REPOSITORY"] = new string('x', 2000),
            ["PATH"] = "/secret",
        };
        KeyValuePair<string, string>[] read = [.. IntegrationVariables.Read(name => environment.GetValueOrDefault(name))];
        CollectionAssert.AreEqual(new[] { KeyValuePair.Create("GITHUB_ACTIONS", "true"), KeyValuePair.Create("GITHUB_SERVER_URL", "https://github.com") }, read);
    }

    [TestMethod]
    public void Give_a_projects_path_in_its_repository()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("repo", ".git"));
        Directory.CreateDirectory(folder.Combine("repo", "src"));
        Assert.AreEqual("src/a.csproj", RepositoryPaths.InRepository(folder.Combine("repo", "src", "a.csproj")));
        Assert.AreEqual("a.csproj", RepositoryPaths.InRepository(folder.Combine("repo", "a.csproj")));
        Assert.IsNull(RepositoryPaths.RootOf(Path.GetPathRoot(folder.FullPath)!));
    }
}
