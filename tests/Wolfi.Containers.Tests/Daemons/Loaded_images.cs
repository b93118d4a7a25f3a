using System.Collections.Immutable;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Tests.Inspection;
using Wolfi.Oci.Daemons;
using Wolfi.Oci.Images;
using Wolfi.Oci.References;

namespace Wolfi.Containers.Tests.Daemons;

/// <summary>Images into engines that are as right or wrong as a test wants them: behind sockets, and behind programs.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class Loaded_images
{
    private static readonly ImmutableArray<ImageReference> Names = [ImageReference.Parse("app:1"), ImageReference.Parse("localhost:5000/team/app:2")];
    private static readonly Image Image = new RecordedImageBuilder().Build();

    private readonly TemporaryFolder _folder = new();
    private readonly RecordingObserver _observer = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Are_sent_once_and_found_by_all_their_names()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        LoadResult first = await LoadAsync(Sockets(daemon));
        Assert.AreEqual(("Docker 29.1.0", daemon.Url, Image.Config.Digest.ToString(), false), (first.Engine, first.Place, first.Id, first.WasThere));
        CollectionAssert.AreEqual(new[] { "app:1", "localhost:5000/team/app:2" }, first.Names.ToArray());
        Assert.AreEqual("docker run --rm -p 127.0.0.1:8080:8080 app:1", first.Run);
        StringAssert.StartsWith(LoadText.Of(first), "Loaded app:1, localhost:5000/team/app:2 into Docker 29.1.0: ");

        LoadResult second = await LoadAsync(Sockets(daemon));
        Assert.IsTrue(second.WasThere);
        Assert.AreEqual(1, daemon.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(new[] { "GET /images/app:1/json", "GET /images/localhost:5000/team/app:2/json" }, daemon.Requests.TakeLast(2).ToArray());

        LoadResult renamed = await new ImageLoader(Sockets(daemon), _observer).LoadAsync(Image, [ImageReference.Parse("other:1")], null, default);
        Assert.AreEqual(Image.Layers.Length, renamed.SparedLayers, "the image is there under another name");
        Assert.IsTrue(daemon.Images.ContainsKey("other:1"));
    }

    [TestMethod]
    public async Task Are_sent_whole_where_the_engine_wants_them_whole()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Driver = "overlayfs" };
        await LoadAsync(Sockets(daemon));
        Assert.AreEqual(0, (await new ImageLoader(Sockets(daemon), _observer).LoadAsync(Image, [ImageReference.Parse("other:1")], null, default)).SparedLayers);

        daemon.Driver = "overlay2";
        int loads = 0;
        daemon.Instead = async (request, stream, token) =>
        {
            bool first = request.StartsWith("POST", StringComparison.Ordinal) && loads++ == 0;
            if (first)
            {
                await stream.WriteAsync(FakeDaemon.Answer("500 Internal Server Error", """{"message":"layer does not exist"}"""), token);
            }

            return first;
        };
        LoadResult again = await new ImageLoader(Sockets(daemon), _observer).LoadAsync(Image, [ImageReference.Parse("third:1")], null, default);
        Assert.AreEqual((2, 0), (loads, again.SparedLayers));
    }

    [TestMethod]
    public async Task That_are_said_to_be_loaded_and_are_not_there_are_an_error()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Keeps = false };
        Assert.AreEqual("WOLFI6111", await CodeAsync(() => LoadAsync(Sockets(daemon))));
        daemon.Images["app:1"] = ("sha256:" + new string('a', 64), []);
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(Sockets(daemon)));
        StringAssert.Contains(failure.Message, "has sha256:aaaa");
    }

    [TestMethod]
    [DataRow("{\"error\":\"no space left on device\"}", "WOLFI6103")]
    [DataRow("{\"error\":\"unsupported\"}", "WOLFI6102")]
    [DataRow("what", "WOLFI6110")]
    public async Task That_an_engine_does_not_take_have_its_words_and_a_code(string answer, string code)
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { LoadAnswer = answer };
        Assert.AreEqual(code, await CodeAsync(() => LoadAsync(Sockets(daemon))));
        Assert.AreEqual(code, await CodeAsync(() => TryAsync(Sockets(daemon))), "also where nobody asked: the build then warns");
    }

    [TestMethod]
    public async Task Go_where_an_engine_answers_and_nowhere_else()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s")) { Server = "Libpod/4.3.1 (linux)" };
        File.WriteAllText(_folder.Combine("dead"), "");
        DaemonSources sources = new() { DockerAddresses = [$"unix://{_folder.Combine("none")}", $"unix://{_folder.Combine("dead")}"], PodmanAddresses = [daemon.Url], SearchPath = _folder.FullPath };
        (LoadResult? loaded, _) = await TryAsync(sources);
        Assert.AreEqual("Podman 4.3.1", loaded?.Engine);
        Assert.AreEqual("podman run --rm -p 127.0.0.1:8080:8080 app:1", loaded?.Run);

        Program("docker", "exit 7");
        int asked = daemon.Requests.Count;
        (loaded, string? whyNot) = await TryAsync(sources with { PodmanAddresses = [] });
        Assert.IsNull(loaded);
        StringAssert.StartsWith(whyNot, "Nothing listens at unix://");
        (loaded, whyNot) = await TryAsync(sources with { DockerHost = "ssh://me@build.example", PodmanAddresses = [] });
        Assert.IsNull(loaded);
        StringAssert.StartsWith(whyNot, "DOCKER_HOST names ssh://me@build.example");
        Assert.AreEqual("no Docker or Podman is there", (await TryAsync(DaemonSources.None)).WhyNot);
        Assert.HasCount(asked, daemon.Requests);
    }

    [TestMethod]
    public async Task Asked_for_in_vain_are_an_error_that_names_what_was_tried()
    {
        await using FakeDaemon daemon = new(_folder.Combine("s"));
        DaemonSources sources = new() { DockerAddresses = [$"unix://{_folder.Combine("none")}"], SearchPath = _folder.FullPath };
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(sources, ContainerEngine.Docker));
        Assert.AreEqual("WOLFI6100", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, $"unix://{_folder.Combine("none")} is not there; there is no program docker on the search path");
        StringAssert.Contains(failure.Message, "ContainerArchiveOutputPath");
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(DaemonSources.None))).Message, "no program docker on the search path; there is no program podman");
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(sources with { DockerHost = "ssh://h" }, ContainerEngine.Docker))).Message, "which DOCKER_HOST (ssh://h) needs");

        daemon.Instead = async (_, stream, token) =>
        {
            await stream.WriteAsync(FakeDaemon.Answer("403 Forbidden", ""), token);
            return true;
        };
        DaemonSources two = Sockets(daemon) with { DockerAddresses = [$"unix://{_folder.Combine("none")}", daemon.Url] };
        WolfiException denied = await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(two));
        Assert.AreEqual("WOLFI6101", denied.Diagnostic.Code);
        StringAssert.StartsWith(denied.Diagnostic.Text, $"{daemon.Url} refuses the question for an image (status 403); there is no program docker");
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(daemon.SocketPath, UnixFileMode.None);
            StringAssert.Contains((await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(Sockets(daemon)))).Message, "may not speak to");
        }
    }

    [TestMethod]
    public async Task Go_through_a_client_program_where_there_is_no_socket()
    {
        string store = _folder.Combine("store");
        Program("podman", $"""
            case "$1" in
              image) if [ -f {store} ]; then echo {Image.Config.Digest.Hex}; else echo "Error: inspecting object: app:1: image not known" >&2; exit 125; fi ;;
              load) cat > {store}; echo "Loaded image: docker.io/library/app:1" ;;
            esac
            """);
        DaemonSources sources = new() { PodmanAddresses = [$"unix://{_folder.Combine("none")}"], SearchPath = $"{_folder.FullPath}:/usr/bin:/bin" };
        LoadResult first = await LoadAsync(sources, ContainerEngine.Podman);
        Assert.AreEqual(("podman", _folder.Combine("podman"), false), (first.Engine, first.Place, first.WasThere));
        Assert.IsGreaterThan(Image.Size, new FileInfo(store).Length);
        Assert.IsTrue((await LoadAsync(sources, ContainerEngine.Podman)).WasThere);
    }

    [TestMethod]
    [DataRow("image) exit 1 ;;", "WOLFI6100", "podman says: exit code 1")]
    [DataRow("image) echo cannot connect >&2; exit 1 ;;", "WOLFI6100", "podman says: cannot connect")]
    [DataRow("image) echo image not known >&2; exit 1 ;; load) echo some reason >&2; exit 2 ;;", "WOLFI6112", "'podman load' does not load the image: some reason.")]
    [DataRow("image) echo image not known >&2; exit 1 ;; load) cat >/dev/null; echo no space left on device >&2; exit 2 ;;", "WOLFI6103", "no space left on device")]
    [DataRow("image) echo image not known >&2; exit 1 ;; load) cat >/dev/null ;;", "WOLFI6111", "has none of the name app:1")]
    [DataRow("image) echo aaaa ;; load) cat >/dev/null ;;", "WOLFI6111", "has aaaa under the name app:1")]
    [DataRow("image) echo image not known >&2; exit 1 ;; load) echo 'time=now level=warning' >&2; echo 'Error: no format:' >&2; echo ' * oci: why' >&2; exit 2 ;;", "WOLFI6112", "the image: Error: no format:; * oci: why.")]
    [DataRow("image) echo image not known >&2; exit 1 ;; load) echo ' * oci-archive: potentially insufficient UIDs or GIDs available' >&2; exit 125 ;;", "WOLFI6112", "65536 of them in /etc/subuid")]
    [DataRow("image) yes ;;", "WOLFI6100", "podman says")]
    public async Task A_program_that_fails_has_its_words_and_a_code(string cases, string code, string words)
    {
        Program("podman", $"PATH=/usr/bin:/bin\ncase \"$1\" in {cases} esac");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => LoadAsync(new DaemonSources { SearchPath = _folder.FullPath }, ContainerEngine.Podman));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        StringAssert.Contains(failure.Message, words);
    }

    [TestMethod]
    public async Task A_program_that_hangs_is_ended()
    {
        Program("podman", "PATH=/usr/bin:/bin\ncase \"$1\" in image) echo image not known >&2; exit 1 ;; load) exec sleep 600 ;; esac");
        LoadedImage image = new(Image, Names);
        ProgramLoader loader = new(_folder.Combine("podman"), ["podman"], image, _observer) { LoadPatience = TimeSpan.FromMilliseconds(300) };
        Assert.AreEqual("WOLFI6104", await CodeAsync(() => loader.LoadAsync(default)));
        using CancellationTokenSource cancelled = new(TimeSpan.FromMilliseconds(200));
        await Assert.ThrowsAsync<OperationCanceledException>(() => LoadAsync(new DaemonSources { SearchPath = _folder.FullPath }, ContainerEngine.Podman, cancelled.Token));
    }

    [TestMethod]
    [DataRow("Docker/20.10.24+dfsg1 (linux)", "Docker 20.10.24")]
    [DataRow("Libpod/4.3.1 (linux)", "Podman 4.3.1")]
    [DataRow(null, "Docker")]
    [DataRow("nginx", "nginx")]
    public void Engines_have_names(string? server, string name) => Assert.AreEqual(name, SocketLoader.EngineOf(server, ContainerEngine.Docker));

    private static DaemonSources Sockets(FakeDaemon daemon) => new() { DockerAddresses = [daemon.Url] };

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsExactlyAsync<WolfiException>(work)).Diagnostic.Code;

    private Task<LoadResult> LoadAsync(DaemonSources sources, ContainerEngine? engine = null, CancellationToken token = default) => new ImageLoader(sources, _observer).LoadAsync(Image, Names, engine, token);

    private Task<(LoadResult? Result, string? WhyNot)> TryAsync(DaemonSources sources) => new ImageLoader(sources, _observer).TryLoadAsync(() => Image, Names, default);

    private void Program(string name, string script)
    {
        string file = _folder.Combine(name);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
