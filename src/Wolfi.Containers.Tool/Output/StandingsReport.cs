using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tool.Output;

/// <summary>How locked packages stand against the indexes, as JSON and for people: those that are not the newest, or not listed.</summary>
internal static class StandingsReport
{
    private static readonly Tables.Column[] Columns = [new("package"), new("locked"), new("newest"), new("architecture"), new("note")];

    /// <summary>Prints the packages that something is to be said of.</summary>
    public static void Print(Terminal terminal, bool json, string lockFile, ImmutableArray<LockedStanding> standings)
    {
        ImmutableArray<LockedStanding> told = [.. standings.Where(standing => standing.IsOutdated || !standing.IsListed)];
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("lockFile", lockFile);
                writer.WriteObjects("packages", told, Write);
            });
            return;
        }

        if (!told.IsEmpty)
        {
            Tables.Print(terminal, Columns, told.Select(Row));
        }

        int newer = told.Count(standing => standing.IsOutdated);
        int withdrawn = told.Count(standing => !standing.IsListed);
        terminal.Out.WriteLine(Shown.Text(told.IsEmpty
            ? $"{lockFile}: {Shown.Count(standings.Length, "package")}, all listed and the newest"
            : $"{lockFile}: {Shown.Count(standings.Length, "package")}, {newer} with something newer, {withdrawn} no longer listed"));
    }

    private static string[] Row(LockedStanding standing) =>
    [
        standing.Package.Name,
        standing.Package.Version.ToString(),
        standing.Newest?.ToString() ?? "",
        standing.Architecture,
        standing.IsListed ? "" : "withdrawn: the index no longer lists it",
    ];

    private static void Write(Utf8JsonWriter writer, LockedStanding standing)
    {
        writer.WriteString("name", standing.Package.Name);
        writer.WriteString("architecture", standing.Architecture);
        writer.WriteString("locked", standing.Package.Version.ToString());
        writer.WriteString("newest", standing.Newest?.ToString());
        writer.WriteBoolean("outdated", standing.IsOutdated);
        writer.WriteBoolean("listed", standing.IsListed);
    }
}
