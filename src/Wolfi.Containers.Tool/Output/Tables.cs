using Spectre.Console;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Tables for people: with borders and as wide as the screen where one is, else plain columns that are never wrapped.</summary>
internal static class Tables
{
    private const string Gap = "  ";

    /// <summary>A column's title, and whether it holds numbers.</summary>
    public readonly record struct Column(string Title, bool IsNumber = false);

    /// <summary>Prints a table.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<Column> columns, IEnumerable<string[]> rows)
    {
        List<string[]> cells = [.. rows.Select(row => row.Select(Shown.Text).ToArray())];
        if (terminal.IsInteractive)
        {
            PrintBordered(terminal.Out, columns, cells);
        }
        else
        {
            PrintPlain(terminal.Out, columns, cells);
        }
    }

    private static void PrintPlain(TextWriter output, IReadOnlyList<Column> columns, List<string[]> rows)
    {
        string[] titles = [.. columns.Select(column => column.Title)];
        int[] widths = [.. columns.Select((column, i) => rows.Append(titles).Max(row => row[i].Length))];
        foreach (string[] row in rows.Prepend(titles))
        {
            IEnumerable<string> cells = row.Select((cell, i) => columns[i].IsNumber ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine(string.Join(Gap, cells).TrimEnd());
        }
    }

    private static void PrintBordered(TextWriter output, IReadOnlyList<Column> columns, List<string[]> rows)
    {
        Table table = new() { Border = TableBorder.Rounded };
        foreach (Column column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Title)) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true });
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No }).Write(table);
    }
}
