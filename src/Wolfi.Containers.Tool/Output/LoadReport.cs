using Wolfi.Containers.Daemons;

namespace Wolfi.Containers.Tool.Output;

/// <summary>What loading did, as JSON and for people: the names, or the id where there are none, alone on standard output, so that scripts can take them.</summary>
internal static class LoadReport
{
    /// <summary>Prints the answer.</summary>
    public static void Print(Terminal terminal, bool json, LoadResult result)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("engine", result.Engine);
                writer.WriteString("place", result.Place);
                writer.WriteString("id", result.Id);
                writer.WriteStrings("names", result.Names);
                writer.WriteBoolean("wasThere", result.WasThere);
                writer.WriteNumber("sentBytes", result.SentBytes);
                writer.WriteNumber("sparedLayers", result.SparedLayers);
                writer.WriteString("run", result.Run);
            });
            return;
        }

        foreach (string name in result.Names.IsEmpty ? [result.Id] : result.Names)
        {
            terminal.Out.WriteLine(Shown.Text(name));
        }

        terminal.Error.WriteLine(Shown.Text(LoadText.Of(result)));
        terminal.Error.WriteLine(Shown.Text($"  id   {result.Id}"));
        terminal.Error.WriteLine(Shown.Text($"  run  {result.Run}"));
        if (result.Names.IsEmpty)
        {
            terminal.Error.WriteLine("  It has no name there: --tag NAME gives it one.");
        }
    }
}
