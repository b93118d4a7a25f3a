using System.CommandLine;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>cache verify</c>: hashes the whole package cache.</summary>
internal static class CacheVerifyVerb
{
    public static Command Create(VerbContext context)
    {
        Option<string?> cache = CacheOptions.Cache();
        Command command = new("verify", "Hash everything in the cache, and remove what is damaged.") { cache };
        command.SetAction((parsed, cancellationToken) =>
        {
            string folder = CacheOptions.Folder(parsed, cache);
            VerifiedCache verified = new CacheMaintenance(folder).Verify(UserCache.Key(), cancellationToken);
            return Task.FromResult((int)Print(context.Terminal, parsed.GetValue(context.Json), folder, verified));
        });
        return command;
    }

    private static ExitCode Print(Terminal terminal, bool json, string folder, VerifiedCache verified)
    {
        Diagnostic? failure = verified.Damaged.IsEmpty
            ? null
            : RepositoryErrors.CacheDamaged.Create(folder, verified.Damaged.Length, verified.Packages.Entries + verified.Derived.Entries);
        string[] reasons = [.. verified.Damaged.Select(entry => $"{entry.Name} {entry.Reason}; {(entry.Removed ? "removed" : "kept, as a running build uses it")}")];
        if (failure is not null)
        {
            Report.FailLines(terminal, failure, reasons);
        }

        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                if (failure is not null)
                {
                    Report.WriteError(writer, failure, reasons);
                }

                writer.WriteString("folder", folder);
                writer.WriteShare("packages", verified.Packages);
                writer.WriteShare("derived", verified.Derived);
                writer.WriteObjects("damaged", verified.Damaged, static (writer, entry) =>
                {
                    writer.WriteString("name", entry.Name);
                    writer.WriteString("reason", entry.Reason);
                    writer.WriteBoolean("removed", entry.Removed);
                });
            });
        }
        else
        {
            terminal.Out.WriteLine(Shown.Text(
                $"{folder}: {Shown.Count(verified.Packages.Entries, "package")} hashed, {Shown.Size(verified.Packages.Bytes)}; "
                + $"{verified.Derived.Entries} derived checked, {Shown.Size(verified.Derived.Bytes)}; {verified.Damaged.Length} damaged"));
        }

        return failure is null ? ExitCode.Success : ExitCodes.For(failure);
    }
}
