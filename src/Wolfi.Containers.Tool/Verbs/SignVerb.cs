using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>sign LAYOUT --key KEY</c>: one more signature of an image that stands.</summary>
internal static class SignVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> image = new("LAYOUT") { Description = "A layout's folder (./DIR or oci:DIR[:TAG])." };
        Option<string> key = new(KeyOptions.Key) { HelpName = "KEY", Description = ImageKeyOptions.AnyKey, Required = true };
        Option<string?> repository = Named("--repository", "NAME", "The repository that the signature is for, such as ghcr.io/team/app.");
        Option<string?> version = Named("--image-version", "VERSION", "The version that the signature is for.");
        Option<long?> epoch = new("--source-epoch") { HelpName = "SECONDS", Description = "The source's time that the signature names, in seconds since 1970." };
        Command command = new("sign", "Sign an image in a layout, or an index and each of its images, by a Sigstore bundle that is attached to it.") { image, key, repository, version, epoch };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using ISigner signer = await SigningKeys.OpenAsync(
                ImageKeyOptions.Reference(parsed.GetRequiredValue(key)), context.KeySecrets, context.Tell, cancellationToken).ConfigureAwait(false);
            ImmutableArray<Digest> signed = await LayoutSigner.SignAsync(
                parsed.GetRequiredValue(image), signer, parsed.GetValue(repository), parsed.GetValue(version), parsed.GetValue(epoch), cancellationToken).ConfigureAwait(false);
            Print(context.Terminal, parsed.GetValue(context.Json), signed, signer.PublicKey);
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static Option<string?> Named(string name, string value, string description) => new(name) { HelpName = value, Description = description };

    private static void Print(Terminal terminal, bool json, ImmutableArray<Digest> signed, VerificationKey publicKey)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteStrings("signed", signed.Select(digest => digest.ToString()));
                writer.WritePublicKey(publicKey);
            });
            return;
        }

        foreach (Digest digest in signed)
        {
            terminal.Out.WriteLine(digest.ToString());
        }

        KeyReport.Print(terminal, publicKey);
    }
}
