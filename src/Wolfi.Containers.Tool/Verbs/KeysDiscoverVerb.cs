using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>keys discover URL</c>: which keys a repository says that it signs with.</summary>
internal static class KeysDiscoverVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> repository = new("URL") { Description = "The repository: an https URL, without the folder of an architecture." };
        Option<string?> output = new("--output", "-o")
        {
            HelpName = "DIR",
            Description = "Write each key as a PEM file into this folder. Without it nothing is written.",
        };
        Option<bool> allowHttp = RepositoryOptions.AllowHttp();
        Command command = new("discover", "Ask a repository which keys it signs with. Nothing trusts them until a project names their files.") { repository, output, allowHttp };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string location = parsed.GetRequiredValue(repository);
            using KeyDiscovery discovery = new(handler: null, context.OpenCredentials());
            ImmutableArray<PublicKey> keys = await discovery.DiscoverAsync(location, parsed.GetValue(allowHttp), cancellationToken).ConfigureAwait(false);
            ImmutableArray<string>? files = parsed.GetValue(output) is { } folder ? KeyFolder.Write(folder, keys) : null;
            Print(context.Terminal, parsed.GetValue(context.Json), RepositoryLocation.Redact(location), keys, files);
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static void Print(Terminal terminal, bool json, string repository, ImmutableArray<PublicKey> keys, ImmutableArray<string>? files)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("repository", repository);
                writer.WriteObjects("keys", keys.Select((key, i) => (key, i)), (writer, item) =>
                {
                    writer.WriteString("name", item.key.Name);
                    writer.WriteNumber("bits", item.key.Bits);
                    writer.WriteString("fingerprint", item.key.Fingerprint);
                    writer.WriteString("file", files?[item.i]);
                });
            });
        }
        else
        {
            for (int i = 0; i < keys.Length; i++)
            {
                terminal.Out.WriteLine(Shown.Text(keys[i].Name));
                terminal.Out.Field("key", FormattableString.Invariant($"RSA {keys[i].Bits}"));
                terminal.Out.Field("fingerprint", $"{keys[i].Fingerprint} (SHA-256 of the DER)");
                terminal.Out.Field("file", files?[i] ?? "");
            }
        }

        terminal.Error.WriteLine(
            $"These keys are what {Shown.Text(repository)} says of itself; no build trusts them yet. Compare the fingerprints with what its owner "
            + "publishes elsewhere, then name the files in the project: <WolfiRepository Include=\"…\" IndexKeys=\"FILE\" />.");
    }
}
