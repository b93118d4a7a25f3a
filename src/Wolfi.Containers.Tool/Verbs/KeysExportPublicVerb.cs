using System.CommandLine;
using System.Text;
using Wolfi.Containers.Files;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>keys export-public KEY</c>: the public half, in the form of cosign.pub.</summary>
internal static class KeysExportPublicVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> key = ImageKeyOptions.Key(ImageKeyOptions.AnyKey);
        Option<string?> output = new("--output", "-o") { HelpName = "FILE", Description = "Write it there instead of on standard output." };
        Command command = new("export-public", "Print a key's public half, in the form of cosign.pub.") { key, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using ISigner signer = await SigningKeys.OpenAsync(
                ImageKeyOptions.Reference(parsed.GetRequiredValue(key)), context.KeySecrets, context.Tell, cancellationToken).ConfigureAwait(false);
            string? file = parsed.GetValue(output);
            if (file is not null)
            {
                OutputFile.Write(file, stream =>
                {
                    stream.Write(Encoding.ASCII.GetBytes(signer.PublicKey.Pem));
                    return true;
                });
            }

            if (parsed.GetValue(context.Json))
            {
                Json.Print(context.Terminal.Out, writer =>
                {
                    writer.WriteString("pem", signer.PublicKey.Pem);
                    writer.WriteString("file", file);
                    writer.WritePublicKey(signer.PublicKey);
                });
            }
            else if (file is null)
            {
                context.Terminal.Out.Write(signer.PublicKey.Pem);
            }

            return (int)ExitCode.Success;
        });
        return command;
    }
}
