using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Inspection;

namespace Wolfi.Containers.Tool.Output;

/// <summary>The packages that satisfy a world, as JSON and for people.</summary>
internal sealed class ResolutionReport
{
    private static readonly Tables.Column[] Columns =
        [new("#", IsNumber: true), new("package"), new("version"), new("size", IsNumber: true), new("installed", IsNumber: true), new("repository")];

    private readonly ImmutableArray<ResolvedPackage> _packages;
    private readonly ImmutableArray<ImmutableArray<PackageReason>>? _reasons;

    public ResolutionReport(ImmutableArray<DependencyAtom> world, ImmutableArray<ResolvedPackage> packages, bool explain)
    {
        _packages = packages;
        _reasons = explain ? ResolutionReasons.Find(world, packages) : null;
    }

    /// <summary>Writes the document's members.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("packages");
        for (int i = 0; i < _packages.Length; i++)
        {
            writer.WriteStartObject();
            IndexRecord record = _packages[i].Record;
            writer.WriteString("name", record.Name);
            writer.WriteString("version", record.Version.ToString());
            writer.WriteString("architecture", record.Architecture);
            writer.WriteString("origin", record.Origin);
            writer.WriteString("repository", _packages[i].Repository.ToString());
            writer.WriteNumber("size", record.Size);
            writer.WriteNumber("installedSize", record.InstalledSize);
            writer.WriteString("checksum", record.Checksum);
            if (_reasons is { } reasons)
            {
                writer.WriteObjects("because", reasons[i], Write);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Prints a table, or with reasons a list.</summary>
    public void Print(Terminal terminal)
    {
        if (_reasons is { } reasons)
        {
            PrintReasons(terminal.Out, reasons);
        }
        else
        {
            Tables.Print(terminal, Columns, _packages.Select(Row));
        }

        long size = _packages.Sum(package => package.Record.Size);
        long installed = _packages.Sum(package => package.Record.InstalledSize);
        terminal.Out.WriteLine($"{Shown.Count(_packages.Length, "package")}, {Shown.Size(size)}, {Shown.Size(installed)} installed");
    }

    private void PrintReasons(TextWriter output, ImmutableArray<ImmutableArray<PackageReason>> reasons)
    {
        for (int i = 0; i < _packages.Length; i++)
        {
            output.WriteLine(Shown.Text($"{_packages[i].Record.Name} {_packages[i].Record.Version}"));
            foreach (IGrouping<string?, PackageReason> group in reasons[i].GroupBy(reason => reason.NeededBy))
            {
                string atoms = string.Join(", ", group.Select(reason => reason.Atom));
                string why = group.Key is { } package ? $"needed by {package}" : group.First().IsInstallIf ? "installed with" : "asked for";
                output.WriteLine(Shown.Text($"  {why}: {atoms}"));
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, PackageReason reason)
    {
        writer.WriteString("neededBy", reason.NeededBy);
        writer.WriteString("atom", reason.Atom);
        writer.WriteBoolean("installIf", reason.IsInstallIf);
    }

    private static string[] Row(ResolvedPackage package, int index) =>
    [
        (index + 1).ToString(CultureInfo.InvariantCulture),
        package.Record.Name,
        package.Record.Version.ToString(),
        Shown.Size(package.Record.Size),
        Shown.Size(package.Record.InstalledSize),
        package.Repository.ToString(),
    ];
}
