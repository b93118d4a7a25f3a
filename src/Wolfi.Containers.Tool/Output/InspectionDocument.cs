using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Tool.Output;

/// <summary>An image inspection as JSON.</summary>
internal static class InspectionDocument
{
    /// <summary>Writes the document's members.</summary>
    public static void Write(Utf8JsonWriter writer, ImageInspection inspection, ImmutableArray<SourceShare> sources)
    {
        writer.WriteString("digest", inspection.Digest.ToString());
        writer.WriteString("configDigest", inspection.ConfigDigest.ToString());
        writer.WriteString("platform", inspection.Config.Platform.ToString());
        writer.WriteString("created", inspection.Config.Created);
        writer.WriteNumber("size", inspection.Size);
        WriteConfig(writer, inspection.Config.Container);
        writer.WriteObjects("layers", inspection.Layers, WriteLayer);
        writer.WriteObjects("packages", inspection.Packages, WritePackage);
        writer.WriteObjects("sizes", SizesByClass.Of(inspection.Layers), static (writer, size) =>
        {
            writer.WriteString("class", size.Class);
            writer.WriteNumber("layers", size.Layers);
            writer.WriteNumber("size", size.Size);
        });
        writer.WriteObjects("sources", sources, static (writer, share) =>
        {
            writer.WriteString("source", share.Source);
            writer.WriteNumber("files", share.Files);
            writer.WriteNumber("size", share.Size);
            writer.WriteBoolean("traced", share.IsTraced);
        });
        if (inspection.Record is { } record)
        {
            WriteRecord(writer, record);
        }

        writer.WriteStrings("notes", inspection.Notes);
    }

    private static void WriteConfig(Utf8JsonWriter writer, ContainerConfig config)
    {
        writer.WriteStartObject("config");
        writer.WriteString("user", config.User);
        writer.WriteStrings("entrypoint", config.Entrypoint);
        writer.WriteStrings("cmd", config.Cmd);
        writer.WriteString("workingDir", config.WorkingDir);
        writer.WriteStrings("env", config.Env);
        writer.WriteStrings("exposedPorts", config.ExposedPorts);
        writer.WriteStrings("volumes", config.Volumes);
        writer.WriteString("stopSignal", config.StopSignal);
        writer.WriteStartObject("labels");
        foreach ((string name, string value) in config.Labels)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteLayer(Utf8JsonWriter writer, InspectedLayer layer)
    {
        writer.WriteString("digest", layer.Digest.ToString());
        writer.WriteString("diffId", layer.DiffId?.ToString());
        writer.WriteNumber("size", layer.Size);
        writer.WriteString("mediaType", layer.MediaType);
        writer.WriteString("kind", layer.Kind?.Name() ?? SizesByClass.OtherKind);
        writer.WriteString("class", layer.Class?.Name() ?? SizesByClass.UnknownClass);
        writer.WriteString("package", layer.Package);
        writer.WriteString("version", layer.Version);
    }

    private static void WritePackage(Utf8JsonWriter writer, InspectedPackage package)
    {
        writer.WriteString("name", package.Name);
        writer.WriteString("version", package.Version);
        writer.WriteString("architecture", package.Architecture);
        writer.WriteString("origin", package.Origin);
        writer.WriteString("license", package.License);
        writer.WriteString("layer", package.Layer?.ToString());
    }

    private static void WriteRecord(Utf8JsonWriter writer, RecordedImage record)
    {
        writer.WriteStartObject("record");
        writer.WriteString("architecture", record.Architecture);
        writer.WriteStartArray("repositories");
        foreach (string? repository in record.Repositories)
        {
            writer.WriteStringValue(repository);
        }

        writer.WriteEndArray();
        writer.WriteStrings("world", record.World);
        writer.WriteStartObject("declared");
        writer.WriteStrings("certificates", record.DeclaredCertificates);
        writer.WriteStrings("accounts", record.DeclaredAccounts);
        writer.WriteStrings("files", record.DeclaredFiles);
        writer.WriteStrings("capabilities", record.Capabilities);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
