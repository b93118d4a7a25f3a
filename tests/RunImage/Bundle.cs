using System.Globalization;
using System.Text.Json.Nodes;

namespace Wolfi.RunImage;

/// <summary>An image unpacked for <c>runc</c>: the layers in order, and a configuration that allows nothing the image does not need.</summary>
internal sealed class Bundle : IDisposable
{
    private static readonly string[] MaskedPaths =
        ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/sched_debug", "/proc/scsi", "/sys/firmware"];

    private static readonly string[] ReadOnlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    private Bundle(string folder) => Folder = folder;

    public string Folder { get; }

    public string Root => Path.Combine(Folder, "rootfs");

    /// <summary>Names of the packages that the image's own database lists.</summary>
    public IReadOnlyList<string> Packages =>
        [.. File.ReadLines(Path.Combine(Root, "usr/lib/apk/db/installed")).Where(line => line.StartsWith("P:", StringComparison.Ordinal)).Select(line => line[2..])];

    /// <summary>Unpacks with GNU tar, keeping owners and modes: needs root.</summary>
    public static async Task<Bundle> UnpackAsync(LayoutImage image, string folder, CancellationToken cancellationToken)
    {
        Bundle bundle = new(folder);
        Directory.CreateDirectory(bundle.Root);
        foreach (string layer in image.Layers)
        {
            await Programs.RunAsync("tar", ["-xpzf", image.BlobPath(layer), "--numeric-owner", "--same-owner", "-C", bundle.Root], cancellationToken);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "config.json"), Configuration(image.Config["config"]!).ToJsonString(), cancellationToken);
        return bundle;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>The image's user, command, environment and folder; read-only root, no capabilities, own namespaces with nothing but loopback.</summary>
    private static JsonObject Configuration(JsonNode image)
    {
        string[] user = ((string?)image["User"] ?? "").Split(':');
        if (user.Length != 2 || !int.TryParse(user[0], CultureInfo.InvariantCulture, out int uid) || !int.TryParse(user[1], CultureInfo.InvariantCulture, out int gid) || uid == 0)
        {
            throw new InvalidDataException($"The image's user is '{string.Join(':', user)}'; a numeric, unprivileged one was expected.");
        }

        JsonArray none() => [];
        return new JsonObject
        {
            ["ociVersion"] = "1.0.2",
            ["process"] = new JsonObject
            {
                ["user"] = new JsonObject { ["uid"] = uid, ["gid"] = gid },
                ["args"] = Strings([.. Values(image["Entrypoint"]), .. Values(image["Cmd"])]),
                ["env"] = Strings(Values(image["Env"])),
                ["cwd"] = (string?)image["WorkingDir"] is { Length: > 0 } folder ? folder : "/",
                ["capabilities"] = new JsonObject { ["bounding"] = none(), ["effective"] = none(), ["permitted"] = none(), ["ambient"] = none() },
                ["noNewPrivileges"] = true,
            },
            ["root"] = new JsonObject { ["path"] = "rootfs", ["readonly"] = true },
            ["hostname"] = "wolfi",
            ["mounts"] = new JsonArray(
                Mount("/proc", "proc", "nosuid", "noexec", "nodev"),
                Mount("/dev", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"),
                Mount("/dev/shm", "tmpfs", "nosuid", "noexec", "nodev", "mode=1777", "size=65536k"),
                Mount("/sys", "sysfs", "nosuid", "noexec", "nodev", "ro")),
            ["linux"] = new JsonObject
            {
                ["namespaces"] = new JsonArray([.. new[] { "pid", "network", "ipc", "uts", "mount" }.Select(kind => new JsonObject { ["type"] = kind })]),
                ["maskedPaths"] = Strings(MaskedPaths),
                ["readonlyPaths"] = Strings(ReadOnlyPaths),
            },
        };
    }

    private static JsonObject Mount(string destination, string type, params string[] options) =>
        new() { ["destination"] = destination, ["type"] = type, ["source"] = type, ["options"] = Strings(options) };

    private static string[] Values(JsonNode? array) => array is null ? [] : [.. array.AsArray().Select(value => (string)value!)];

    private static JsonArray Strings(params IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
