using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary>The verb <c>smoke</c> as far as nothing is started: what runs is tested end to end.</summary>
[TestClass]
public sealed class Smoke
{
    [TestMethod]
    [DataRow("--http", "health")]
    [DataRow("--http", "/a b")]
    [DataRow("--port", "0")]
    [DataRow("--port", "65536")]
    [DataRow("--port", "http")]
    [DataRow("--timeout", "0")]
    [DataRow("--timeout", "1.5")]
    [DataRow("--runtime", "crun")]
    public void Options_outside_their_grammar_are_wrong_usage(string option, string value)
    {
        ToolRun run = ToolRun.Of("smoke", "./layout", option, value, "--json");
        Assert.AreEqual(2, run.ExitCode, run.Error);
        Assert.AreEqual("WOLFI1901", run.ErrorCode);
    }

    [TestMethod]
    public void Without_a_runtime_it_says_so_and_ends_with_3()
    {
        using TemporaryFolder folder = new();
        string layout = Layout(folder, Platform.LinuxAmd64 with { Architecture = Here });
        ToolRun run = ToolRun.InProcess([new("PATH", Path.GetDirectoryName(Environment.ProcessPath)!), new("DOTNET_ROOT", DotnetRoot)], "smoke", layout, "--runtime", "podman", "--json");
        Assert.AreEqual(3, run.ExitCode, run.Error);
        Assert.AreEqual("WOLFI4062", run.ErrorCode);
        StringAssert.Contains(run.Error, "there is no podman", StringComparison.Ordinal);
    }

    [TestMethod]
    public void An_image_for_another_machine_is_told()
    {
        using TemporaryFolder folder = new();
        ToolRun run = ToolRun.Of("smoke", Layout(folder, Platform.LinuxAmd64 with { Architecture = "s390x" }), "--json");
        Assert.AreEqual(3, run.ExitCode, run.Error);
        Assert.AreEqual("WOLFI4070", run.ErrorCode);
        StringAssert.Contains(run.Error, "linux/s390x", StringComparison.Ordinal);
    }

    private static string Here => System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static string DotnetRoot => Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static string Layout(TemporaryFolder folder, Platform platform)
    {
        Image image = ImageAssembler.Assemble(new ImageSettings { Platform = platform, Created = 0, Container = new ContainerConfig { Entrypoint = ["/app/app"], User = "65532:65532" } }, []);
        string layout = folder.Combine("layout");
        OciLayoutWriter.Write(layout, LayoutContent.Of(new TaggedImage(image, "app", "latest")), CancellationToken.None);
        return layout;
    }
}
