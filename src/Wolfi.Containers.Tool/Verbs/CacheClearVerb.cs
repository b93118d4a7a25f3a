using System.CommandLine;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>cache clear</c>: empties the package cache.</summary>
internal static class CacheClearVerb
{
    public static Command Create(VerbContext context)
    {
        Option<string?> cache = CacheOptions.Cache();
        Command command = new("clear", "Remove everything from the cache that no running build uses.") { cache };
        command.SetAction((parsed, cancellationToken) =>
        {
            string folder = CacheOptions.Folder(parsed, cache);
            Print(context.Terminal, parsed.GetValue(context.Json), folder, new CacheMaintenance(folder).Clear(cancellationToken));
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static void Print(Terminal terminal, bool json, string folder, ClearedCache cleared)
    {
        if (!json)
        {
            string kept = cleared.Kept.IsEmpty ? "" : $"; {Shown.Count(cleared.Kept.Length, "file")} kept, which running builds use";
            terminal.Out.WriteLine(Shown.Text($"{folder}: {Shown.Count(cleared.Removed.Entries, "file")} removed, {Shown.Size(cleared.Removed.Bytes)}{kept}"));
            return;
        }

        Json.Print(terminal.Out, writer =>
        {
            writer.WriteString("folder", folder);
            writer.WriteShare("removed", cleared.Removed);
            writer.WriteStrings("kept", cleared.Kept);
        });
    }
}
