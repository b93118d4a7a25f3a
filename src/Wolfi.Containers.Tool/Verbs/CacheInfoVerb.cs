using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>cache info</c>: where the package cache lies and what it holds.</summary>
internal static class CacheInfoVerb
{
    public static Command Create(VerbContext context)
    {
        Option<string?> cache = CacheOptions.Cache();
        Command command = new("info", "Show where the cache lies, what it holds, and how large it may grow.") { cache };
        command.SetAction((parsed, cancellationToken) =>
        {
            CacheStatus status = new CacheMaintenance(CacheOptions.Folder(parsed, cache)).Look(cancellationToken);
            if (parsed.GetValue(context.Json))
            {
                Json.Print(context.Terminal.Out, writer => Write(writer, status));
            }
            else
            {
                Print(context.Terminal.Out, status);
            }

            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static void Print(TextWriter output, CacheStatus status)
    {
        output.WriteLine(Shown.Text(status.Folder));
        output.Field("packages", Share(status.Packages));
        output.Field("derived", Share(status.Derived));
        output.Field("temporary", Share(status.Temporary));
        output.Field("held", status.Held is { } held ? $"{Shown.Count(held, "package")} by running builds" : "can't be told");
        output.Field("bound", status.Limit is { } limit ? Shown.Size(limit) : $"{Shown.Size(PackageCache.DefaultLimit)} unless a build sets WolfiCacheSize");
        output.Field("oldest use", Time(status.OldestUse) ?? "");
        output.Field("newest use", Time(status.NewestUse) ?? "");
    }

    private static void Write(Utf8JsonWriter writer, CacheStatus status)
    {
        writer.WriteString("folder", status.Folder);
        writer.WriteShare("packages", status.Packages);
        writer.WriteShare("derived", status.Derived);
        writer.WriteShare("temporary", status.Temporary);
        if (status.Held is { } held)
        {
            writer.WriteNumber("held", held);
        }
        else
        {
            writer.WriteNull("held");
        }

        writer.WriteNumber("bound", status.Limit ?? PackageCache.DefaultLimit);
        writer.WriteString("oldestUse", Time(status.OldestUse));
        writer.WriteString("newestUse", Time(status.NewestUse));
    }

    private static string Share(CacheShare share) => $"{Shown.Count(share.Entries, "file")}, {Shown.Size(share.Bytes)}";

    private static string? Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
