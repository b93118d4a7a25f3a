using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Packing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>index DIR</c>: a signed index of the packages in a folder.</summary>
internal static class IndexVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> folder = new("DIR") { Description = "The folder of one architecture, such as repository/x86_64; its index is replaced." };
        Option<string> key = KeyOptions.SigningKey();
        Option<string?> keyName = KeyOptions.SigningKeyName();
        Option<string> description = new("--description") { HelpName = "TEXT", Description = "The index's description.", DefaultValueFactory = _ => "" };
        Command command = new("index", $"Read every package in a folder to its end, and write a signed {FolderIndexer.IndexName} beside them.") { folder, key, keyName, description };
        command.SetAction((parsed, cancellationToken) =>
        {
            using SigningKey signingKey = KeyFiles.ReadSigning(parsed.GetRequiredValue(key), parsed.GetValue(keyName));
            string path = parsed.GetRequiredValue(folder);
            ImmutableArray<IndexRecord> records = FolderIndexer.Write(path, parsed.GetRequiredValue(description), signingKey, cancellationToken);
            Print(context.Terminal, parsed.GetValue(context.Json), Path.Combine(path, FolderIndexer.IndexName), signingKey.PublicKey, records);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static void Print(Terminal terminal, bool json, string path, PublicKey key, ImmutableArray<IndexRecord> records)
    {
        if (!json)
        {
            terminal.Out.WriteLine($"{path}: {Shown.Count(records.Length, "package")}, signed by {key.Name}");
            return;
        }

        Json.Print(terminal.Out, writer =>
        {
            writer.WriteString("file", path);
            writer.WriteString("key", key.Name);
            writer.WriteObjects("packages", records, static (writer, record) =>
            {
                writer.WriteString("name", record.Name);
                writer.WriteString("version", record.Version.ToString());
                writer.WriteString("architecture", record.Architecture);
                writer.WriteNumber("size", record.Size);
                writer.WriteString("checksum", record.Checksum);
            });
        });
    }
}
