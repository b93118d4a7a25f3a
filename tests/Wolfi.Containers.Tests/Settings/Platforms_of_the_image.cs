using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Platforms_of_the_image
{
    [TestMethod]
    [DataRow("", "", "", "", "linux-x64", DisplayName = "portable: the SDK's own processor")]
    [DataRow("linux-arm64", "", "", "", "linux-arm64")]
    [DataRow("", "linux-arm64", "", "", "linux-arm64")]
    [DataRow("linux-x64", "linux-x64", "", "", "linux-x64")]
    [DataRow("", "", "linux-arm64", "", "linux-arm64")]
    [DataRow("", "", "", "win-x64;linux-arm64;osx-arm64", "linux-arm64", DisplayName = "the one that can be an image")]
    [DataRow("linux-arm64", "", "", "linux-x64;linux-arm64", "linux-arm64", DisplayName = "-r always wins")]
    public void The_platform_is_chosen(string app, string container, string containers, string project, string expected)
    {
        Project settings = Of(app, container, containers, project);
        Assert.AreEqual(expected, settings.Request().App.RuntimeIdentifier);
    }

    [TestMethod]
    [DataRow("win-x64", "", "", "", "WOLFI1130")]
    [DataRow("osx-arm64", "", "", "", "WOLFI1130")]
    [DataRow("browser-wasm", "", "", "", "WOLFI1130")]
    [DataRow("linux-musl-x64", "", "", "", "WOLFI1131")]
    [DataRow("alpine-x64", "", "", "", "WOLFI1131")]
    [DataRow("alpine.3.20-arm64", "", "", "", "WOLFI1131")]
    [DataRow("linux-arm", "", "", "", "WOLFI1132")]
    [DataRow("linux-s390x", "", "", "", "WOLFI1132")]
    [DataRow("debian.12-x64", "", "", "", "WOLFI1132")]
    [DataRow("linux-x64", "linux-arm64", "", "", "WOLFI1134")]
    [DataRow("", "", "linux-x64;linux-arm64", "", "WOLFI1133")]
    [DataRow("", "", "", "linux-x64;linux-arm64", "WOLFI1133")]
    public void What_can_be_no_image_is_refused(string app, string container, string containers, string project, string code) =>
        CollectionAssert.AreEqual(new[] { code }, Of(app, container, containers, project).Errors());

    [TestMethod]
    public void On_a_Mac_a_portable_app_takes_its_processor()
    {
        Project settings = new() { ["NETCoreSdkPortableRuntimeIdentifier"] = "osx-arm64" };
        Assert.AreEqual("linux-arm64", settings.Request().App.RuntimeIdentifier);
    }

    private static Project Of(string app, string container, string containers, string project)
    {
        Project settings = new()
        {
            ["ContainerRuntimeIdentifier"] = container,
            ["ContainerRuntimeIdentifiers"] = containers,
            ["RuntimeIdentifiers"] = project,
        };
        settings.App = settings.App with { RuntimeIdentifier = app };
        return settings;
    }
}
