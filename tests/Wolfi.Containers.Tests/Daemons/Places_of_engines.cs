using System.Security.Cryptography;
using System.Text;
using Wolfi.Containers.Daemons;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Tests.Daemons;

[TestClass]
public sealed class Places_of_engines
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Of_an_environment_that_says_nothing_are_the_usual_sockets()
    {
        DaemonSources sources = Read(("HOME", "/home/me"), ("XDG_RUNTIME_DIR", "/run/user/7"), ("PATH", "/bin"));
        string own = Environment.IsPrivilegedProcess ? "" : "unix:///run/user/7/podman/podman.sock podman, ";
        string system = Environment.IsPrivilegedProcess ? "unix:///run/podman/podman.sock podman" : "unix:///run/podman/podman.sock podman --url unix:///run/podman/podman.sock";
        Assert.AreEqual(
            "unix:///var/run/docker.sock docker, "
            + "unix:///run/user/7/docker.sock docker --host unix:///run/user/7/docker.sock, "
            + "unix:///home/me/.docker/run/docker.sock docker --host unix:///home/me/.docker/run/docker.sock, "
            + "unix:///home/me/.docker/desktop/docker.sock docker --host unix:///home/me/.docker/desktop/docker.sock, "
            + own + system,
            Shown(sources));
    }

    [TestMethod]
    [DataRow("unix:///s", false, false)]
    [DataRow("tcp://127.0.0.1:2375", false, false)]
    [DataRow("tcp://127.0.0.1:2376", true, true)]
    [DataRow("tcp://build.example:2375", false, true)]
    [DataRow("ssh://me@build.example", false, true)]
    public void A_host_that_is_named_is_the_only_one_and_others_than_this_machine_are_the_programs(string host, bool tls, bool program)
    {
        DaemonSources sources = Read(("DOCKER_HOST", host), ("DOCKER_TLS_VERIFY", tls ? "1" : ""), ("CONTAINER_HOST", host), ("HOME", _folder.FullPath), ("DOCKER_CONTEXT", "other"));
        DaemonPlace docker = DaemonPlaces.Of(sources, ContainerEngine.Docker).Single();
        Assert.AreEqual((host, program, "DOCKER_HOST", "docker"), (docker.Address.Text, docker.NeedsProgram, docker.NamedBy, string.Join(' ', docker.Client)));
        DaemonPlace podman = DaemonPlaces.Of(sources, ContainerEngine.Podman).Single();
        Assert.AreEqual((host, "CONTAINER_HOST", "podman --remote"), (podman.Address.Text, podman.NamedBy, string.Join(' ', podman.Client)));
    }

    [TestMethod]
    public void A_context_of_Docker_is_followed()
    {
        string meta = _folder.Combine("docker", "contexts", "meta", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("colima"))));
        Directory.CreateDirectory(meta);
        File.WriteAllText(Path.Combine(meta, "meta.json"), """{"Name":"colima","Endpoints":{"docker":{"Host":"unix:///home/me/.colima/docker.sock","SkipTLSVerify":false}}}""");
        File.WriteAllText(_folder.Combine("docker", "config.json"), """{"auths":{},"currentContext":"colima"}""");
        DaemonSources sources = Read(("DOCKER_CONFIG", _folder.Combine("docker")));
        Assert.AreEqual("unix:///home/me/.colima/docker.sock", DaemonPlaces.Of(sources, ContainerEngine.Docker).Single().Address.Text);
        Assert.AreEqual(sources.DockerAddresses.Length, DaemonPlaces.Of(sources with { DockerContext = "default" }, ContainerEngine.Docker).Length);

        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => DaemonPlaces.Of(sources with { DockerContext = "../other" }, ContainerEngine.Docker));
        Assert.AreEqual("WOLFI6113", failure.Diagnostic.Code);
        StringAssert.Contains(failure.Message, "Docker's context '../other'");
        File.WriteAllText(_folder.Combine("docker", "config.json"), "[{");
        Assert.AreEqual(sources.DockerAddresses.Length, DaemonPlaces.Of(sources, ContainerEngine.Docker).Length);
    }

    [TestMethod]
    public void A_host_that_is_none_has_its_code()
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => DaemonPlaces.Of(Read(("DOCKER_HOST", "what ever")), null));
        Assert.AreEqual("WOLFI6113", failure.Diagnostic.Code);
        Assert.HasCount(1, DaemonPlaces.Of(Read(("DOCKER_HOST", "what ever"), ("CONTAINER_HOST", "unix:///s")), ContainerEngine.Podman));
    }

    private static string Shown(DaemonSources sources) => string.Join(", ", DaemonPlaces.Of(sources, null).Select(place => $"{place.Address} {string.Join(' ', place.Client)}"));

    private static DaemonSources Read(params (string Name, string Value)[] environment) =>
        DaemonSourcesReader.Read(name => environment.FirstOrDefault(pair => pair.Name == name).Value);
}
