using Wolfi.Oci.Daemons;

namespace Wolfi.Oci.Tests.Daemons;

[TestClass]
public sealed class Addresses_of_daemons
{
    [TestMethod]
    [DataRow("unix:///var/run/docker.sock", DaemonAddressKind.Socket, "/var/run/docker.sock", true)]
    [DataRow("npipe:////./pipe/docker_engine", DaemonAddressKind.Pipe, "docker_engine", true)]
    [DataRow(@"npipe://\\.\pipe\docker_engine", DaemonAddressKind.Pipe, "docker_engine", true)]
    [DataRow("tcp://127.0.0.1:2376", DaemonAddressKind.Tcp, "127.0.0.1:2376", true)]
    [DataRow("tcp://localhost", DaemonAddressKind.Tcp, "localhost:2375", true)]
    [DataRow("tcp://[::1]:1234", DaemonAddressKind.Tcp, "::1:1234", true)]
    [DataRow("127.0.0.1:99", DaemonAddressKind.Tcp, "127.0.0.1:99", true)]
    [DataRow("tcp://10.0.0.1:2375", DaemonAddressKind.Tcp, "10.0.0.1:2375", false)]
    [DataRow("tcp://localhost.example:2375", DaemonAddressKind.Tcp, "localhost.example:2375", false)]
    [DataRow("ssh://me@host", DaemonAddressKind.Other, null, false)]
    [DataRow("http://127.0.0.1:2375", DaemonAddressKind.Other, null, false)]
    public void Are_read_as_the_clients_write_them(string text, DaemonAddressKind kind, string? where, bool local)
    {
        Assert.IsTrue(DaemonAddress.TryParse(text, out DaemonAddress? address), text);
        Assert.AreEqual(kind, address.Kind);
        Assert.AreEqual(where, kind == DaemonAddressKind.Tcp ? $"{address.Host}:{address.Port}" : address.Path);
        Assert.AreEqual(local, address.IsLocal);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("unix://")]
    [DataRow("unix://relative/docker.sock")]
    [DataRow("npipe://docker_engine")]
    [DataRow("npipe:////./pipe/a/b")]
    [DataRow("tcp://")]
    [DataRow("tcp://user@127.0.0.1:1")]
    [DataRow("tcp://127.0.0.1:99999")]
    [DataRow("tcp://127.0.0.1/path")]
    [DataRow("unix:///a b")]
    [DataRow("unix:///a\nb")]
    [DataRow("foo://")]
    public void That_are_none_are_not_read(string text) => Assert.IsFalse(DaemonAddress.TryParse(text, out _), text);

    [TestMethod]
    public void On_other_machines_are_not_spoken_to()
    {
        Assert.IsTrue(DaemonAddress.TryParse("tcp://10.0.0.1:2375", out DaemonAddress? address));
        Assert.ThrowsExactly<ArgumentException>(() => new DaemonClient(address, DaemonTiming.Default));
    }
}
