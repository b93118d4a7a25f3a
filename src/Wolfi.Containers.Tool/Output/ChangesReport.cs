using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tool.Output;

/// <summary>What changed in a lock file, as JSON and for people.</summary>
internal static class ChangesReport
{
    private static readonly Tables.Column[] Columns = [new("package"), new("before"), new("after"), new("change"), new("architecture")];

    /// <summary>Prints what became of a lock file.</summary>
    public static void Print(Terminal terminal, bool json, string lockFile, LockFile before, LockFile after)
    {
        ImmutableArray<PackageChange> changes = LockChanges.Between(before, after);
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("lockFile", lockFile);
                writer.WriteObjects("changes", changes, Write);
            });
            return;
        }

        if (!changes.IsEmpty)
        {
            Tables.Print(terminal, Columns, changes.Select(Row));
        }

        terminal.Out.WriteLine(Shown.Text($"{lockFile}: {Summary(changes, after)}"));
    }

    private static string Summary(ImmutableArray<PackageChange> changes, LockFile after)
    {
        string locked = string.Join(", ", after.Architectures.Select(architecture => $"{Shown.Count(architecture.Packages.Length, "package")} for {architecture.Name}"));
        return changes.IsEmpty ? $"nothing changed; {locked}" : $"{string.Join(", ", changes.GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => $"{group.Count()} {Word(group.Key)}"))}; {locked}";
    }

    private static string[] Row(PackageChange change) =>
        [change.Name, change.Before?.ToString() ?? "", change.After?.ToString() ?? "", Word(change.Kind), change.Architecture];

    private static void Write(Utf8JsonWriter writer, PackageChange change)
    {
        writer.WriteString("name", change.Name);
        writer.WriteString("architecture", change.Architecture);
        writer.WriteString("before", change.Before?.ToString());
        writer.WriteString("after", change.After?.ToString());
        writer.WriteString("change", Word(change.Kind));
    }

    private static string Word(PackageChangeKind kind) => kind switch
    {
        PackageChangeKind.Added => "added",
        PackageChangeKind.Removed => "removed",
        PackageChangeKind.Raised => "raised",
        PackageChangeKind.Lowered => "lowered",
        _ => "rebuilt",
    };
}
