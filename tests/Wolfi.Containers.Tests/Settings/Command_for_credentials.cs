using Wolfi.Containers.Credentials;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Command_for_credentials
{
    [TestMethod]
    [DataRow("helper", "helper", DisplayName = "a name is for the search path")]
    [DataRow("tools/helper", "/src/shop/tools/helper", DisplayName = "a path counts from the project")]
    [DataRow("/opt/helper", "/opt/helper")]
    public void Takes_the_place_of_the_environments(string value, string command)
    {
        Project project = new() { ["WolfiCredentialCommand"] = value, Credentials = new CredentialSources { Command = "other", HttpAuth = "kept" } };
        project.Files.Add("/src/shop/tools/helper").Add("/opt/helper");

        CredentialSources sources = project.Request().Credentials;

        Assert.AreEqual(command, sources.Command);
        Assert.AreEqual("kept", sources.HttpAuth);
    }

    [TestMethod]
    public void Is_the_environments_where_the_project_names_none() =>
        Assert.AreEqual("other", new Project { Credentials = new CredentialSources { Command = "other" } }.Request().Credentials.Command);

    [TestMethod]
    public void Must_be_there()
    {
        Project project = new() { ["WolfiCredentialCommand"] = "tools/helper" };

        CollectionAssert.AreEqual(new[] { "WOLFI1250" }, project.Errors());
        StringAssert.Contains(project.TextOf("WOLFI1250"), "/src/shop/tools/helper");
    }

    // A package that could name the program would run it, and learn every secret that it asks for.
    [TestMethod]
    public void Is_never_taken_from_a_package()
    {
        Project project = new() { ["WolfiCredentialCommand"] = "helper" };
        project.PackageProperties = [new PackageProperty("WolfiCredentialCommand", "helper", "/home/dev/.nuget/packages/evil/1.0.0/build/evil.props")];

        CollectionAssert.AreEqual(new[] { "WOLFI1014" }, project.Errors());
    }
}
