using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

[TestClass]
public sealed class Outputs_and_times
{
    [TestMethod]
    public void The_layout_stands_beside_the_publish_folder()
    {
        PublishRequest request = new Project().Request();
        Assert.AreEqual("/src/shop/bin/Release/net10.0/publish-image/layout", request.LayoutFolder);
        Assert.AreEqual("/src/shop/bin/Release/net10.0/publish-image/x.json", request.Beside.FileNamed("x.json"));
        Assert.IsNull(request.ArchiveFile);
        Assert.AreEqual("/home/dev/.cache/wolfi-containers", request.CacheFolder);
        Assert.AreEqual("10.0.401", request.SdkVersion);
    }

    [TestMethod]
    public void A_named_layout_has_its_companions_beside_it_under_its_name()
    {
        PublishRequest request = new Project { ["WolfiImageLayout"] = "../out/shop/", ["WolfiCacheFolder"] = "cache" }.Request();
        Assert.AreEqual("/src/out/shop", request.LayoutFolder);
        Assert.AreEqual("/src/out/shop.fingerprint", request.Beside.FileNamed("fingerprint"));
        Assert.AreEqual("/src/shop/cache", request.CacheFolder);
    }

    [TestMethod]
    [DataRow("false")]
    [DataRow("False")]
    public void No_layout_is_written_where_a_registry_alone_gets_the_image(string text)
    {
        PublishRequest request = new Project { ["WolfiImageLayout"] = text, ["ContainerRegistry"] = "ghcr.io", ["LocalRegistry"] = "Docker" }.Request();
        Assert.IsNull(request.LayoutFolder);
        Assert.AreEqual("/src/shop/bin/Release/net10.0/publish-image/x.json", request.Beside.FileNamed("x.json"));
        Assert.IsNotNull(request.Push);
        Assert.AreEqual("/src/shop/bin/Release/net10.0/publish-image/layout", new Project { ["WolfiImageLayout"] = "true" }.Request().LayoutFolder);
        Assert.AreEqual("/src/shop/false", new Project { ["WolfiImageLayout"] = "./false" }.Request().LayoutFolder);
    }

    [TestMethod]
    [DataRow("", "", "", "no ContainerRegistry is named")]
    [DataRow("", "", "Docker", "no ContainerRegistry is named")]
    [DataRow("", "app.tar", "", "ContainerArchiveOutputPath asks for an archive")]
    [DataRow("ghcr.io", "app.tar", "", "ContainerArchiveOutputPath asks for an archive")]
    [DataRow("ghcr.io", "", "true", "WolfiLoad asks for the image in a container engine")]
    public void No_layout_is_an_error_where_one_is_needed(string registry, string archive, string load, string why)
    {
        Project project = new()
        {
            ["WolfiImageLayout"] = "false",
            ["ContainerRegistry"] = registry,
            ["ContainerArchiveOutputPath"] = archive,
            [load == "Docker" ? "LocalRegistry" : "WolfiLoad"] = load,
        };
        CollectionAssert.AreEqual(new[] { "WOLFI6053" }, project.Errors());
        StringAssert.Contains(project.Parse().Diagnostics.Single(told => told.Code == "WOLFI6053").Message, why);
    }

    [TestMethod]
    public void A_registry_that_is_none_is_told_once_where_there_is_no_layout()
    {
        Project project = new() { ["WolfiImageLayout"] = "false", ["ContainerRegistry"] = "https://ghcr.io" };
        CollectionAssert.AreEqual(new[] { "WOLFI6050" }, project.Errors());
    }

    [TestMethod]
    [DataRow("out/app.tar", "/src/shop/out/app.tar")]
    [DataRow("out/", "/src/shop/out/shop-web.tar")]
    [DataRow("out", "/src/shop/out/shop-web.tar")]
    [DataRow("dir.d", "/src/shop/dir.d/shop-web.tar", DisplayName = "a folder that is there")]
    [DataRow("/abs/app.oci", "/abs/app.oci")]
    public void The_archive_is_a_file_or_lies_in_a_folder(string path, string expected)
    {
        Project project = new() { ["ContainerArchiveOutputPath"] = path, ["ContainerRepository"] = "team/shop-web", ["WolfiArchiveFormat"] = "OCI" };
        project.Files.AddFolder("/src/shop/dir.d");
        PublishRequest request = project.Request();
        Assert.AreEqual(expected, request.ArchiveFile);
        Assert.AreEqual(ArchiveFormat.Oci, request.ArchiveFormat);
        Assert.IsEmpty(project.Warnings());
    }

    [TestMethod]
    [DataRow("app.tar.gz")]
    [DataRow("app.tgz")]
    public void A_name_that_says_gzip_is_warned_of(string path) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1108" }, new Project { ["ContainerArchiveOutputPath"] = path }.Warnings());

    [TestMethod]
    [DataRow("WolfiImageLayout", "bin/Release/net10.0/publish/layout")]
    [DataRow("WolfiImageLayout", "bin/Release/net10.0/publish")]
    [DataRow("ContainerArchiveOutputPath", "bin/Release/net10.0/publish/app.tar")]
    public void Nothing_is_written_into_the_publish_folder(string property, string path) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1211" }, new Project { [property] = path }.Errors());

    [TestMethod]
    [DataRow("WolfiImageLayout", "/")]
    [DataRow("WolfiImageLayout", "a\nb")]
    [DataRow("WolfiCacheFolder", "a\0b")]
    public void An_impossible_path_is_refused(string property, string path) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1011" }, new Project { [property] = path }.Errors());

    [TestMethod]
    public void Without_a_home_the_cache_must_be_named()
    {
        CollectionAssert.AreEqual(new[] { "WOLFI1210" }, new Project { UserCacheFolder = null }.Errors());
        Assert.IsEmpty(new Project { UserCacheFolder = null, ["WolfiCacheFolder"] = "/cache" }.Errors());
    }

    [TestMethod]
    [DataRow("", 5_000_000_000)]
    [DataRow("500MB", 500_000_000)]
    [DataRow(" 2 gb ", 2_000_000_000)]
    public void The_cache_has_a_bound(string text, long bytes) => Assert.AreEqual(bytes, new Project { ["WolfiCacheSize"] = text }.Request().CacheLimit);

    [TestMethod]
    [DataRow("0 GB")]
    [DataRow("-1 GB")]
    [DataRow("1.5 GB")]
    [DataRow("500")]
    [DataRow("GB")]
    [DataRow("9999999999999999999 GB")]
    [DataRow("9999999999 GB")]
    [DataRow("5 GiB")]
    public void A_bound_of_the_cache_that_is_no_size_is_refused(string text) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1240" }, new Project { ["WolfiCacheSize"] = text }.Errors());

    [TestMethod]
    [DataRow("", "", "", "", "wherever one answers")]
    [DataRow("Docker", "", "", "", "Docker, asked for")]
    [DataRow("podman", "", "", "", "Podman, asked for")]
    [DataRow("", "true", "", "", "anywhere, asked for")]
    [DataRow("", "false", "", "", "nowhere")]
    [DataRow("Docker", "False", "", "", "nowhere")]
    [DataRow("Docker", "", "ghcr.io", "", "nowhere")]
    [DataRow("Docker", "", "", "app.tar", "nowhere")]
    [DataRow("", "", "ghcr.io", "", "nowhere")]
    [DataRow("", "true", "ghcr.io", "", "anywhere, asked for")]
    [DataRow("Podman", "true", "", "app.tar", "Podman, asked for")]
    public void Images_are_loaded_as_the_settings_say(string localRegistry, string load, string registry, string archive, string where)
    {
        LoadSettings? settings = new Project { ["LocalRegistry"] = localRegistry, ["WolfiLoad"] = load, ["ContainerRegistry"] = registry, ["ContainerArchiveOutputPath"] = archive }.Request().Load;
        Assert.AreEqual(where, settings switch
        {
            null => "nowhere",
            { Required: false } => "wherever one answers",
            { Engine: { } engine } => $"{engine}, asked for",
            _ => "anywhere, asked for",
        });
    }

    [TestMethod]
    public void An_engine_that_is_unknown_is_refused()
    {
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["LocalRegistry"] = "containerd" }.Errors());
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["WolfiLoad"] = "perhaps" }.Errors());
    }

    [TestMethod]
    [DataRow("ghcr.io", "team/shop", "ghcr.io/team/shop")]
    [DataRow("localhost:5000", "shop", "localhost:5000/shop")]
    [DataRow("registry", "shop", "registry/shop")]
    [DataRow("docker.io", "shop", "docker.io/library/shop")]
    [DataRow("index.docker.io", "team/shop", "docker.io/team/shop")]
    public void A_registry_is_pushed_to_unless_an_archive_is_asked_for(string registry, string repository, string target)
    {
        Project project = new() { ["ContainerRegistry"] = registry, ["ContainerRepository"] = repository, ["ContainerImageTags"] = "1;2", ["WolfiMountFrom"] = "team/base;other" };
        PushSettings push = project.Request().Push!;
        Assert.AreEqual(target, push.Target.Repository.ToString());
        CollectionAssert.AreEqual(new[] { "1", "2" }, push.Target.Tags.ToArray());
        CollectionAssert.AreEqual(new[] { "team/base", "other" }, push.Target.MountFrom.ToArray());
        project["ContainerArchiveOutputPath"] = "app.tar";
        Assert.IsNull(project.Request().Push);
    }

    [TestMethod]
    [DataRow("ContainerRegistry", "https://ghcr.io", "WOLFI6050")]
    [DataRow("ContainerRegistry", "ghcr.io/team", "WOLFI6050")]
    [DataRow("ContainerRegistry", "localhost:port", "WOLFI6050")]
    [DataRow("RegistryUrl", "user:s3cr3t@ghcr.io", "WOLFI6050")]
    [DataRow("WolfiMountFrom", "Team/Base", "WOLFI6052")]
    [DataRow("WolfiOffline", "true", "WOLFI6051")]
    [DataRow("WolfiDigestFile", "folder/", "WOLFI1011")]
    public void A_push_that_can_not_be_has_its_code(string property, string value, string code)
    {
        Project project = new() { ["ContainerRegistry"] = "ghcr.io", [property] = value };
        string[] errors = project.Errors();
        CollectionAssert.Contains(errors, code, string.Join(' ', errors));
        Assert.IsFalse(project.TextOf(code).Contains("s3cr3t", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Result_files_are_named_by_properties_or_the_build_server()
    {
        Project project = new() { OutputsFile = "/ci/outputs" };
        Assert.AreEqual("/ci/outputs", project.Request().OutputsFile);
        Assert.IsNull(project.Request().DigestFile);
        project["WolfiOutputsFile"] = "out/outputs";
        project["WolfiDigestFile"] = "digest";
        Assert.AreEqual("/src/shop/out/outputs", project.Request().OutputsFile);
        Assert.AreEqual("/src/shop/digest", project.Request().DigestFile);
    }

    [TestMethod]
    [DataRow("ContainerBaseImage", "alpine:3", "WOLFI1106")]
    [DataRow("ContainerFamily", "noble-chiseled", "WOLFI1106")]
    [DataRow("ContainerImageFormat", "docker", "WOLFI1107")]
    public void What_is_not_used_is_said(string property, string value, string code) =>
        CollectionAssert.AreEqual(new[] { code }, new Project { [property] = value }.Warnings());

    [TestMethod]
    public void An_unknown_image_format_is_refused() =>
        CollectionAssert.AreEqual(new[] { "WOLFI1010" }, new Project { ["ContainerImageFormat"] = "squashfs" }.Errors());

    [TestMethod]
    [DataRow("0", 0L)]
    [DataRow("1700000000", 1700000000L)]
    [DataRow("7258118399", 7258118399L)]
    public void SOURCE_DATE_EPOCH_is_the_time(string text, long expected)
    {
        Project project = new() { SourceDateEpoch = text, CommitTime = new CommitTime(1, null) };
        Assert.AreEqual(expected, project.Request().Created);
    }

    [TestMethod]
    [DataRow("abc")]
    [DataRow("-1")]
    [DataRow("")]
    [DataRow("253402300799", DisplayName = "year 9999")]
    [DataRow("99999999999999999999")]
    [DataRow("1.5")]
    [DataRow(" 1")]
    [DataRow("٣")]
    public void Case_94_an_impossible_SOURCE_DATE_EPOCH_is_refused(string text) =>
        CollectionAssert.AreEqual(new[] { "WOLFI1140" }, new Project { SourceDateEpoch = text }.Errors());

    [TestMethod]
    public void Else_the_commits_time_counts_else_1970()
    {
        Assert.AreEqual(1600000000L, new Project { SourceDateEpoch = null, CommitTime = new CommitTime(1600000000, null) }.Request().Created);
        Project none = new() { SourceDateEpoch = null };
        Assert.AreEqual(0L, none.Request().Created);
        Assert.IsEmpty(none.Warnings());
    }

    [TestMethod]
    public void A_repository_without_a_readable_time_is_warned_of()
    {
        Project project = new() { SourceDateEpoch = null, CommitTime = new CommitTime(null, "git is not on the search path") };
        Assert.AreEqual(0L, project.Request().Created);
        StringAssert.Contains(project.TextOf("WOLFI1145"), "SOURCE_DATE_EPOCH");
    }

    [TestMethod]
    public void The_user_and_the_leave_for_root_are_passed_on()
    {
        ContainerSettings container = new Project { ["ContainerUser"] = " 0 ", ["WolfiAllowRoot"] = "true" }.Request().Container;
        Assert.AreEqual("0", container.User);
        Assert.IsTrue(container.AllowRoot);
        Assert.IsNull(new Project().Request().Container.User);
    }
}
