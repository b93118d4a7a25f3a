using Spectre.Console;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Tables for people: with borders on a screen that is wide enough, else plain columns that are never wrapped.</summary>
internal static class Tables
{
    private const string Gap = "  ";

    // A border and a space on both sides of the cell.
    private const int BorderWidth = 3;

    /// <summary>A column's title, and whether it holds numbers.</summary>
    public readonly record struct Column(string Title, bool IsNumber = false);

    /// <summary>Prints a table.</summary>
    public static void Print(Terminal terminal, IReadOnlyList<Column> columns, IEnumerable<string[]> rows)
    {
        List<string[]> cells = [.. rows.Select(row => row.Select(Shown.Text).ToArray())];
        int[] widths = [.. columns.Select((column, i) => cells.Select(row => row[i].Length).Append(column.Title.Length).Max())];
        if (terminal.Width >= widths.Sum(width => width + BorderWidth) + 1)
        {
            PrintBordered(terminal.Out, columns, cells);
        }
        else
        {
            PrintPlain(terminal.Out, columns, widths, cells);
        }
    }

    private static void PrintPlain(TextWriter output, IReadOnlyList<Column> columns, int[] widths, List<string[]> rows)
    {
        foreach (string[] row in rows.Prepend([.. columns.Select(column => column.Title)]))
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
            Text title = new(column.Title, new Style(decoration: Decoration.Bold));
            table.AddColumn(new TableColumn(title) { Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true });
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No }).Write(table);
    }
}
