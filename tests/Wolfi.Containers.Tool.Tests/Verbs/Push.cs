using System.Text;
using System.Text.Json;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.TestRegistry;

namespace Wolfi.Containers.Tool.Tests.Verbs;

/// <summary>push, copy, and images straight from a registry.</summary>
[TestClass]
public sealed class Push
{
    private const string Password = "pl4nted-password";

    [TestMethod]
    public async Task An_image_is_pushed_inspected_and_copied()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync();
        Image image = Write(scratch);
        string target = $"{registry.Authority}/team/app";

        ToolRun run = ToolRun.Of("push", scratch["layout"], $"{target}:2", "--tag", "latest", "--digest-file", scratch["digest"]).Expect(0);
        Assert.AreEqual($"{target}@{image.Digest}\n", run.Output);
        Assert.AreEqual($"{image.Digest}\n", File.ReadAllText(scratch["digest"]));
        StringAssert.StartsWith(run.Error, $"Pushed {target} as 2, latest: 6 of 6 blobs (");
        CollectionAssert.AreEqual(new[] { "2", "latest" }, registry.Store.Tags("team/app").ToArray());

        JsonElement again = ToolRun.Of("push", scratch["layout"], target, "--json").Expect(0).Json;
        Assert.AreEqual("1.0", again.GetProperty("tags")[0].GetString(), "the layout's own tag");
        Assert.AreEqual(0, again.GetProperty("pushedBlobs").GetInt32());
        Assert.AreEqual($"{target}@{image.Digest}", again.GetProperty("reference").GetString());

        string local = ToolRun.Of("inspect", scratch["layout"], "--json").Expect(0).Output;
        registry.Forget();
        Assert.AreEqual(local, ToolRun.Of("inspect", $"{target}:2", "--json").Expect(0).Output);
        string[] fetched = [.. registry.Requests.Select(request => request.Path).Where(path => path.Contains("/blobs/", StringComparison.Ordinal)).Select(path => path[(path.LastIndexOf('/') + 1)..])];
        CollectionAssert.AreEquivalent(
            image.Layers.TakeLast(3).Select(layer => layer.Descriptor.Digest.ToString()).Append(image.Config.Digest.ToString()).ToArray(),
            fetched,
            "the proof layer, the app's and the last one are fetched once each, the distribution's packages are not");
        ToolRun.Of("inspect", $"{target}@{image.Digest}").Expect(0);

        await using Registry other = await Registry.StartAsync();
        ToolRun copied = ToolRun.Of("copy", $"{target}:2", $"{other.Authority}/copies/app").Expect(0);
        Assert.AreEqual($"{other.Authority}/copies/app@{image.Digest}\n", copied.Output);
        Assert.AreEqual(image.Digest.ToString(), other.Store.Tag("copies/app", "2"));
        registry.Forget();
        JsonElement within = ToolRun.Of("copy", $"{target}:2", $"{registry.Authority}/second:new", "--json").Expect(0).Json;
        Assert.AreEqual(6, within.GetProperty("mountedBlobs").GetInt32());
        Assert.AreEqual(0, within.GetProperty("pushedBlobs").GetInt32());
        Assert.IsFalse(registry.Requests.Any(request => request.Method == "GET" && request.Path.Contains("/blobs/")));
    }

    [TestMethod]
    public async Task Credentials_come_from_the_environment_and_are_never_told()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { TokenUser = $"me:{Password}", ChecksScopes = true });
        Write(scratch);
        string target = $"{registry.Authority}/team/app:1";
        string docker = scratch.Write("docker/config.json", $"{{\"auths\":{{\"{registry.Authority}\":{{\"auth\":\"{Convert.ToBase64String(Encoding.ASCII.GetBytes("me:" + Password))}\"}}}}}}");
        Scratch.SetMode(docker, UnixFileMode.UserRead);
        Dictionary<string, string> environment = new() { ["HOME"] = scratch.Root, ["DOCKER_CONFIG"] = scratch["nothing"], ["REGISTRY_AUTH_FILE"] = "", ["XDG_RUNTIME_DIR"] = "" };

        ToolRun without = ToolRun.InProcess(environment, "push", scratch["layout"], target, "--json").Expect(3);
        Assert.AreEqual("WOLFI6004", without.ErrorCode);
        environment["DOCKER_CONFIG"] = Path.GetDirectoryName(docker)!;
        ToolRun with = ToolRun.InProcess(environment, "push", scratch["layout"], target).Expect(0);
        ToolRun read = ToolRun.InProcess(environment, "inspect", target).Expect(0);
        environment["DOTNET_CONTAINER_REGISTRY_UNAME"] = "me";
        environment["DOTNET_CONTAINER_REGISTRY_PWORD"] = Password + "-old";
        ToolRun old = ToolRun.InProcess(environment, "push", scratch["layout"], target).Expect(3);
        StringAssert.Contains(old.Error, "does not accept the credentials from DOTNET_CONTAINER_REGISTRY_UNAME");

        string[] secrets = [.. registry.Requests.Select(request => request.Authorization?.Split(' ')[^1]).OfType<string>(), Password, "token-"];
        foreach (string secret in secrets)
        {
            Assert.DoesNotContain(secret, string.Join('\n', without.Output, without.Error, with.Output, with.Error, read.Output, read.Error, old.Output, old.Error));
        }
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Case_J148_proxies_and_certificates_come_from_the_environment()
    {
        using Scratch scratch = new();
        using TestAuthority authority = new();
        await using Registry registry = await Registry.StartAsync(new RegistryOptions { Certificate = authority.Issue("registry.example"), RelativeLocations = true });
        await using Registry local = await Registry.StartAsync();
        await using LoopbackProxy proxy = new(registry.Port);
        Image image = Write(scratch);
        Dictionary<string, string> environment = new()
        {
            ["HOME"] = scratch.Root,
            ["DOCKER_CONFIG"] = scratch["nothing"],
            ["HTTPS_PROXY"] = $"http://{proxy.Authority}",
            ["HTTP_PROXY"] = $"http://{proxy.Authority}",
            ["NO_PROXY"] = "",
            ["SSL_CERT_FILE"] = scratch.Write("authority.pem", authority.Pem),
        };

        ToolRun.InProcess(environment, "push", scratch["layout"], "registry.example/team/app:1").Expect(0);
        Assert.AreEqual(image.Digest.ToString(), registry.Store.Tag("team/app", "1"));
        Assert.IsTrue(proxy.Asked.Count > 0 && proxy.Asked.All(asked => asked == "registry.example:443"), string.Join(' ', proxy.Asked));

        int asked = proxy.Asked.Count;
        ToolRun.InProcess(environment, "push", scratch["layout"], $"{local.Authority}/team/app:1").Expect(0);
        Assert.AreEqual(image.Digest.ToString(), local.Store.Tag("team/app", "1"));
        Assert.HasCount(asked, proxy.Asked, "this machine is never asked for through a proxy");
    }

    [TestMethod]
    [DataRow("LAYOUT localhost:9/app:1", 3, "WOLFI6001")]
    [DataRow("LAYOUT localhost:9/App", 2, "WOLFI6024")]
    [DataRow("LAYOUT localhost:9/app@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", 2, "WOLFI6024")]
    [DataRow("LAYOUT localhost:9/app --tag -x", 2, "WOLFI6024")]
    [DataRow("LAYOUT localhost:9/app --mount-from X", 2, "WOLFI6024")]
    [DataRow("oci:LAYOUT:other localhost:9/app", 1, "WOLFI5040")]
    [DataRow("localhost:9/app localhost:9/app", 2, "WOLFI5050")]
    [DataRow("./nowhere localhost:9/app", 3, "WOLFI5042")]
    public void What_can_not_be_pushed_has_its_code(string arguments, int exitCode, string code)
    {
        using Scratch scratch = new();
        Write(scratch);
        ToolRun run = ToolRun.Of(["push", "--json", .. arguments.Replace("LAYOUT", scratch["layout"], StringComparison.Ordinal).Split(' ')]).Expect(exitCode);
        Assert.AreEqual(code, run.ErrorCode);
    }

    [TestMethod]
    public async Task A_damaged_layout_is_refused_before_anything_is_sent()
    {
        using Scratch scratch = new();
        await using Registry registry = await Registry.StartAsync();
        Image image = Write(scratch);
        string blob = scratch[$"layout/blobs/sha256/{image.Layers[0].Blob.Digest.Hex}"];
        byte[] bytes = File.ReadAllBytes(blob);
        bytes[^1] ^= 1;
        File.WriteAllBytes(blob, bytes);

        ToolRun run = ToolRun.Of("push", scratch["layout"], $"{registry.Authority}/app:1", "--json").Expect(1);

        Assert.AreEqual("WOLFI5041", run.ErrorCode);
        Assert.IsEmpty(registry.Requests);
    }

    [TestMethod]
    public async Task A_file_is_no_reference()
    {
        using Scratch scratch = new();
        string file = scratch.Write("app.tar", "");
        Assert.AreEqual("WOLFI5050", ToolRun.Of("inspect", Path.GetRelativePath(Directory.GetCurrentDirectory(), file).TrimStart('.', '/') is var relative && File.Exists(relative) ? relative : "oci:", "--json").Expect(2).ErrorCode);
        await using Registry registry = await Registry.StartAsync();
        Assert.AreEqual("WOLFI6011", ToolRun.Of("inspect", $"{registry.Authority}/nothing", "--json").Expect(3).ErrorCode);
    }

    private static Image Write(Scratch scratch)
    {
        Image image = new RecordedImageBuilder().Build();
        OciLayoutWriter.Write(scratch["layout"], LayoutContent.Of(new TaggedImage(image, "demo", "1.0")), CancellationToken.None);
        return image;
    }
}
