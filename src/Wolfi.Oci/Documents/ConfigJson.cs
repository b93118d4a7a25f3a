using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>Image configs in JSON.</summary>
internal static class ConfigJson
{
    private const string RootfsType = "layers";

    private static readonly FrozenSet<string> s_config =
        new[] { "created", "author", "architecture", "variant", "os", "config", "rootfs", "history" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_container =
        new[] { "User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_rootfs = new[] { "type", "diff_ids" }.ToFrozenSet(StringComparer.Ordinal);

    public static ImageConfig Read(ReadOnlyMemory<byte> bytes, string name) => JsonPart.Read(bytes, name, top =>
    {
        top.RefuseVariantsOf(s_config);
        string? variant = top.Text("variant");
        return new ImageConfig
        {
            Created = top.Text("created"),
            Author = top.Text("author"),
            Architecture = top.Require("architecture").AsText(),
            Variant = string.IsNullOrEmpty(variant) ? null : variant,
            Os = top.Require("os").AsText(),
            Container = top.Find("config") is { } container ? ReadContainer(container) : new ContainerConfig(),
            DiffIds = ReadDiffIds(top.Require("rootfs")),
            History = top.Find("history") is { } history ? [.. history.Items.Select(ReadHistory)] : [],
        };
    });

    public static ReadOnlyMemory<byte> Write(ImageConfig config)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        writer.Member("created", config.Created);
        writer.Member("author", config.Author);
        writer.Member("architecture", config.Architecture);
        writer.Member("variant", config.Variant);
        writer.Member("os", config.Os);
        writer.Name("config");
        Write(writer, config.Container);
        writer.Name("rootfs");
        Write(writer, config.DiffIds);
        if (!config.History.IsDefaultOrEmpty)
        {
            writer.Name("history");
            Write(writer, config.History);
        }

        writer.EndObject();
        return writer.Bytes;
    }

    private static ContainerConfig ReadContainer(JsonPart part)
    {
        part.RefuseVariantsOf(s_container);
        return new ContainerConfig
        {
            User = NullIfEmpty(part.Text("User")),
            ExposedPorts = part.Set("ExposedPorts"),
            Env = part.Texts("Env"),
            Entrypoint = part.Texts("Entrypoint"),
            Cmd = part.Texts("Cmd"),
            Volumes = part.Set("Volumes"),
            WorkingDir = NullIfEmpty(part.Text("WorkingDir")),
            Labels = part.Map("Labels"),
            StopSignal = NullIfEmpty(part.Text("StopSignal")),
        };
    }

    private static ImmutableArray<Digest> ReadDiffIds(JsonPart rootfs)
    {
        rootfs.RefuseVariantsOf(s_rootfs);
        if (rootfs.Require("type").AsText() is var type && type != RootfsType)
        {
            throw rootfs.Fault($"has the type '{Shown.Text(type)}' instead of '{RootfsType}'");
        }

        // Go's writers say null for an image without layers.
        JsonPart? ids = rootfs.Find("diff_ids");
        return ids is null || ids.Count <= Limits.Layers
            ? [.. ids?.Items.Select(item => item.AsDigest()) ?? []]
            : throw ids.Fault(OciFault.LimitExceeded, $"has {ids.Count} entries; at most {Limits.Layers} are read");
    }

    private static HistoryEntry ReadHistory(JsonPart part) => new()
    {
        Created = part.Text("created"),
        CreatedBy = part.Text("created_by"),
        Author = part.Text("author"),
        Comment = part.Text("comment"),
        EmptyLayer = part.Find("empty_layer")?.AsBoolean() ?? false,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Write(CanonicalJsonWriter writer, ContainerConfig container)
    {
        writer.StartObject();
        writer.Member("User", container.User);
        writer.Member("ExposedPorts", container.ExposedPorts);
        writer.Member("Env", container.Env);
        writer.Member("Entrypoint", container.Entrypoint);
        writer.Member("Cmd", container.Cmd);
        writer.Member("Volumes", container.Volumes);
        writer.Member("WorkingDir", container.WorkingDir);
        writer.Member("Labels", container.Labels);
        writer.Member("StopSignal", container.StopSignal);
        writer.EndObject();
    }

    private static void Write(CanonicalJsonWriter writer, ImmutableArray<Digest> diffIds)
    {
        writer.StartObject();
        writer.Member("type", RootfsType);
        writer.Name("diff_ids");
        writer.StartArray();
        foreach (Digest diffId in diffIds)
        {
            writer.String(diffId.ToString());
        }

        writer.EndArray();
        writer.EndObject();
    }

    private static void Write(CanonicalJsonWriter writer, ImmutableArray<HistoryEntry> history)
    {
        writer.StartArray();
        foreach (HistoryEntry entry in history)
        {
            writer.StartObject();
            writer.Member("created", entry.Created);
            writer.Member("created_by", entry.CreatedBy);
            writer.Member("author", entry.Author);
            writer.Member("comment", entry.Comment);
            writer.Member("empty_layer", entry.EmptyLayer);
            writer.EndObject();
        }

        writer.EndArray();
    }
}
