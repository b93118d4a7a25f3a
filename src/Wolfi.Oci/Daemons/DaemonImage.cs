using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Daemons;

/// <summary>An image that a daemon has.</summary>
/// <param name="Id">Its id, <c>sha256:…</c>: the config's digest in Docker's own store and in Podman's, the manifest's in containerd's.</param>
/// <param name="DiffIds">Digests of its uncompressed layers, lowest first, as the daemon names them.</param>
public sealed record DaemonImage(string Id, ImmutableArray<string> DiffIds)
{
    /// <summary>Reads the answer to <c>GET /images/NAME/json</c>.</summary>
    /// <exception cref="OciException">It is no such answer.</exception>
    internal static DaemonImage Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top => new DaemonImage(
        top.Require("Id").AsText(),
        top.Find("RootFS")?.Texts("Layers") ?? []));
}
