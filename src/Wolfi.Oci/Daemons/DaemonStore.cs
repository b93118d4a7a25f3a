using System.Collections.Frozen;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Daemons;

/// <summary>Where a Docker daemon keeps images, as it says itself.</summary>
internal static class DaemonStore
{
    // Those that Docker had before containerd's snapshotters, which are named likewise; they alone say so under DriverStatus.
    private static readonly FrozenSet<string> s_drivers = new[] { "overlay2", "fuse-overlayfs", "btrfs", "zfs", "vfs", "aufs", "devicemapper", "overlay" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether the answer to <c>GET /info</c> tells of Docker's own store.</summary>
    /// <exception cref="OciException">It is no such answer.</exception>
    public static bool IsDockersOwn(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
        top.Text("Driver") is { } driver && s_drivers.Contains(driver)
        && top.Find("DriverStatus")?.Items.Any(pair => pair.Items.FirstOrDefault() is { } key && key.AsText() == "driver-type") != true);
}
