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

    [TestMethod]
    [DataRow("", "", false, DisplayName = "none is named")]
    [DataRow("linux-x64", "", true)]
    [DataRow("", "linux-x64", true)]
    public void A_list_beside_one_platform_in_the_project_is_a_mistake(string app, string container, bool warned)
    {
        Project settings = Of(app, container, "linux-x64 linux-arm64", "");
        if (!warned)
        {
            Assert.IsEmpty(settings.Warnings());
            return;
        }

        CollectionAssert.AreEqual(new[] { "WOLFI1036" }, settings.Warnings());
        settings.GlobalProperties.Add(app.Length > 0 ? "RuntimeIdentifier" : "ContainerRuntimeIdentifier");
        Assert.IsEmpty(settings.Warnings(), "on a command line it is meant for that once");
    }

    [TestMethod]
    public void Several_make_a_request_each_whose_files_do_not_meet()
    {
        Project settings = new() { ["ContainerArchiveOutputPath"] = "out/" };
        IndexRequest request = settings.ParseIndex("linux-arm64", "linux-x64", "linux-arm64").Request!;
        CollectionAssert.AreEqual(new[] { "linux-x64", "linux-arm64" }, request.Platforms.Select(platform => platform.App.RuntimeIdentifier).ToArray());
        CollectionAssert.AreEqual(
            new[] { "/src/shop/bin/Release/net10.0/publish-image/linux-x64.a", "/src/shop/bin/Release/net10.0/publish-image/linux-arm64.a" },
            request.Platforms.Select(platform => platform.Beside.FileNamed("a")).ToArray());
        Assert.AreEqual("/src/shop/bin/Release/net10.0/publish-image/a", request.Whole.Beside.FileNamed("a"));
        Assert.AreEqual(ArchiveFormat.Oci, request.Whole.ArchiveFormat, "a docker-archive holds one platform only");

        settings["WolfiArchiveFormat"] = "docker";
        Assert.AreEqual(ArchiveFormat.Docker, settings.ParseIndex("linux-arm64", "linux-x64").Request!.Whole.ArchiveFormat);
    }

    [TestMethod]
    public void What_is_wrong_with_several_is_told_once_for_each()
    {
        Project settings = new() { ["ContainerImageTag"] = "?" };
        ParsedIndexRequest parsed = settings.ParseIndex("linux-x64", "linux-musl-arm64", "win-x64");
        Assert.IsNull(parsed.Request);
        CollectionAssert.AreEquivalent(new[] { "WOLFI1130", "WOLFI1131", "WOLFI1102" }, parsed.Diagnostics.Select(diagnostic => diagnostic.Code).ToArray(), string.Join('\n', parsed.Diagnostics));
        CollectionAssert.AreEqual(new[] { "WOLFI1132" }, PlatformChecks.Check(["linux-x64", "linux-s390x"]).Select(diagnostic => diagnostic.Code).ToArray());
    }

    [TestMethod]
    [DataRow("""{"version":3,"targets":{"net10.0":{"a/1":{"type":"package"}},"net10.0/linux-arm64":{},"net10.0/linux-x64":{"b":[{}]}},"libraries":{"x/y":{}}}""", "linux-arm64,linux-x64")]
    [DataRow("""{"libraries":{"net10.0/linux-x64":{}},"targets":{"net10.0":{}}}""", "")]
    [DataRow("""{"targets":[]}""", "")]
    [DataRow("""{"targets":{"net10.0/linux-x64":""", "")]
    [DataRow("", "")]
    public void Restored_platforms_are_read_from_the_assets_file(string assets, string expected) =>
        Assert.AreEqual(expected, string.Join(',', PlatformChecks.Restored(System.Text.Encoding.UTF8.GetBytes(assets)).Order(StringComparer.Ordinal)));

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
