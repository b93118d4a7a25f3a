using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Smoke;

/// <summary>The <c>config.json</c> of a bundle (OCI runtime specification 1.0.2): the image's user and command, a read-only root, no capabilities, no network but loopback.</summary>
internal static class RuncConfiguration
{
    private static readonly ImmutableArray<string> Masked = ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"];

    private static readonly ImmutableArray<string> ReadOnly = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    private static readonly ImmutableArray<string> CapabilitySets = ["bounding", "effective", "permitted", "inheritable", "ambient"];

    private static readonly ImmutableArray<string> Namespaces = ["pid", "network", "ipc", "uts", "mount"];

    /// <summary>Writes the configuration.</summary>
    /// <param name="digest">The image's, for messages.</param>
    /// <param name="image">What the image says of its containers.</param>
    /// <param name="users">Mappings of a user namespace; null to run without one, which takes root.</param>
    /// <exception cref="WolfiException">The image names no numeric user, or no program.</exception>
    public static byte[] Write(string digest, ContainerConfig image, UserMappings? users)
    {
        (uint user, uint group) = UserOf(digest, image);
        ImmutableArray<string> command = [.. image.Entrypoint, .. image.Cmd];
        if (command.IsEmpty)
        {
            throw SmokeErrors.NotRunnable.Fail(digest, "it names no program");
        }

        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter json = new(buffer);
        json.WriteStartObject();
        json.WriteString("ociVersion", "1.0.2");
        json.WriteStartObject("process");
        json.WriteStartObject("user");
        json.WriteNumber("uid", user);
        json.WriteNumber("gid", group);
        json.WriteEndObject();
        WriteStrings(json, "args", command);
        WriteStrings(json, "env", image.Env);
        json.WriteString("cwd", image.WorkingDir is { Length: > 0 } folder ? folder : "/");
        json.WriteStartObject("capabilities");
        foreach (string set in CapabilitySets)
        {
            WriteStrings(json, set, []);
        }

        json.WriteEndObject();
        json.WriteBoolean("noNewPrivileges", true);
        json.WriteEndObject();
        json.WriteStartObject("root");
        json.WriteString("path", RuncRun.RootFolder);
        json.WriteBoolean("readonly", true);
        json.WriteEndObject();
        json.WriteString("hostname", "wolfi-smoke");
        json.WriteStartArray("mounts");
        WriteMount(json, "/proc", "proc", "nosuid", "noexec", "nodev");
        WriteMount(json, "/dev", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k");
        WriteMount(json, "/dev/shm", "tmpfs", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k");
        WriteMount(json, "/sys", "sysfs", "nosuid", "noexec", "nodev", "ro");
        json.WriteEndArray();
        WriteLinux(json, users);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (uint User, uint Group) UserOf(string digest, ContainerConfig image)
    {
        string[] parts = (image.User ?? "0:0").Split(':');
        return uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
            && uint.TryParse(parts.Length > 1 ? parts[1] : "0", NumberStyles.None, CultureInfo.InvariantCulture, out uint group)
            ? (user, group)
            : throw SmokeErrors.NotRunnable.Fail(digest, $"runc takes numbers, and its user is '{image.User}'");
    }

    private static void WriteLinux(Utf8JsonWriter json, UserMappings? users)
    {
        json.WriteStartObject("linux");
        json.WriteStartArray("namespaces");
        foreach (string kind in users is null ? Namespaces : Namespaces.Add("user"))
        {
            json.WriteStartObject();
            json.WriteString("type", kind);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (users is not null)
        {
            WriteMappings(json, "uidMappings", users.User, users.FirstUser);
            WriteMappings(json, "gidMappings", users.Group, users.FirstGroup);
        }

        WriteStrings(json, "maskedPaths", Masked);
        WriteStrings(json, "readonlyPaths", ReadOnly);
        json.WriteEndObject();
    }

    private static void WriteMappings(Utf8JsonWriter json, string name, uint own, uint first)
    {
        json.WriteStartArray(name);
        foreach ((uint inside, uint outside, uint size) in new[] { (0u, own, 1u), (1u, first, UserMappings.Count) })
        {
            json.WriteStartObject();
            json.WriteNumber("containerID", inside);
            json.WriteNumber("hostID", outside);
            json.WriteNumber("size", size);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMount(Utf8JsonWriter json, string destination, string type, params ImmutableArray<string> options)
    {
        json.WriteStartObject();
        json.WriteString("destination", destination);
        json.WriteString("type", type);
        json.WriteString("source", type);
        WriteStrings(json, "options", options);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
