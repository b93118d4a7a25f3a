using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Tool.Output;

/// <summary>An image inspection for people.</summary>
internal static class InspectionText
{
    private const int ShownDigits = 12;

    private static readonly Tables.Column[] LayerColumns =
        [new("#", IsNumber: true), new("kind"), new("class"), new("size", IsNumber: true), new("package"), new("digest")];

    private static readonly Tables.Column[] SourceColumns = [new("source"), new("files", IsNumber: true), new("unpacked", IsNumber: true), new("share", IsNumber: true)];

    private static readonly Tables.Column[] ClassColumns = [new("class"), new("layers", IsNumber: true), new("size", IsNumber: true), new("share", IsNumber: true)];

    /// <summary>Prints fields, the table of layers, the sums by class, and those by source.</summary>
    public static void Print(Terminal terminal, string place, ImageInspection inspection, ImmutableArray<SourceShare> sources)
    {
        TextWriter output = terminal.Out;
        output.WriteLine(Shown.Text(place));
        PrintFields(output, inspection);
        output.WriteLine();
        Tables.Print(terminal, LayerColumns, inspection.Layers.Select(Row));
        if (inspection.Record is null && !inspection.Packages.IsEmpty)
        {
            output.WriteLine();
            Tables.Print(terminal, [new("package"), new("version"), new("license")], inspection.Packages.Select(package => new[] { package.Name, package.Version, package.License }));
        }

        output.WriteLine();
        Tables.Print(terminal, ClassColumns, ClassRows(inspection));
        if (!sources.IsEmpty)
        {
            output.WriteLine();
            PrintSources(terminal, sources);
        }
    }

    private static void PrintSources(Terminal terminal, ImmutableArray<SourceShare> sources)
    {
        long total = Math.Max(1, sources.Sum(share => share.Size));
        Tables.Print(terminal, SourceColumns, sources.Select(share => new[]
        {
            share.Source,
            share.Files.ToString(CultureInfo.InvariantCulture),
            Shown.Size(share.Size),
            Share(share.Size, total),
        }));
        terminal.Out.WriteLine($"traced: {Share(sources.Where(share => share.IsTraced).Sum(share => share.Size), total)} of the unpacked bytes");
    }

    // A share that is not whole is never rounded to it.
    private static string Share(long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(part == whole ? 100.0 : Math.Min(99.9, 100.0 * part / whole)):F1} %");

    private static void PrintFields(TextWriter output, ImageInspection inspection)
    {
        ContainerConfig config = inspection.Config.Container;
        output.Field("digest", inspection.Digest.ToString());
        output.Field("platform", inspection.Config.Platform.ToString());
        output.Field("created", inspection.Config.Created ?? "");
        output.Field("size", $"{Shown.Size(inspection.Size)}, {Shown.Count(inspection.Layers.Length, "layer")}, {Shown.Count(inspection.Packages.Length, "package")}");
        output.Field("user", config.User ?? "root (none is set)");
        output.Field("entrypoint", string.Join(' ', config.Entrypoint));
        output.Field("command", string.Join(' ', config.Cmd));
        output.Field("directory", config.WorkingDir ?? "");
        output.Field("ports", string.Join(' ', config.ExposedPorts));
        output.Field("environment", config.Env);
        output.Field("labels", config.Labels.Select(label => $"{label.Key}={label.Value}"));
        if (inspection.Record is { } record)
        {
            output.Field("asked for", string.Join(' ', record.World));
            output.Field("repositories", record.Repositories.Select(repository => repository ?? "(a folder, known by its keys)"));
            output.Field(
                "declared",
                record.DeclaredCertificates.Select(name => $"certificate {name}")
                    .Concat(record.DeclaredAccounts.Select(name => $"account {name}"))
                    .Concat(record.DeclaredFiles.Select(path => $"file {path}"))
                    .Concat(record.Capabilities.Select(name => $"capability {name}")));
        }
    }

    private static string[] Row(InspectedLayer layer, int index) =>
    [
        (index + 1).ToString(CultureInfo.InvariantCulture),
        layer.Kind?.Name() ?? SizesByClass.OtherKind,
        layer.Class?.Name() ?? SizesByClass.UnknownClass,
        Shown.Size(layer.Size),
        layer.Package is null ? "" : $"{layer.Package} {layer.Version}",
        layer.Digest.Hex[..ShownDigits],
    ];

    private static IEnumerable<string[]> ClassRows(ImageInspection inspection)
    {
        long total = Math.Max(1, inspection.Layers.Sum(layer => layer.Size));
        foreach (SizesByClass size in SizesByClass.Of(inspection.Layers))
        {
            yield return
            [
                size.Class,
                size.Layers.ToString(CultureInfo.InvariantCulture),
                Shown.Size(size.Size),
                Share(size.Size, total),
            ];
        }
    }
}
