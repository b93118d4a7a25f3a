using System.CommandLine;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>keys show KEY</c>: what a key is, without a word of it.</summary>
internal static class KeysShowVerb
{
    private const string Unencrypted = "not encrypted";

    public static Command Create(VerbContext context)
    {
        Argument<string> key = ImageKeyOptions.Key($"{ImageKeyOptions.AnyKey} Or a public key's file.");
        Command command = new("show", "Tell what a key that signs images is, and its fingerprint.") { key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            KeyReference reference = ImageKeyOptions.Reference(parsed.GetRequiredValue(key));
            (string protection, VerificationKey publicKey) = await FindAsync(context, reference, cancellationToken).ConfigureAwait(false);
            Print(context.Terminal, parsed.GetValue(context.Json), protection, publicKey);
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static async Task<(string Protection, VerificationKey PublicKey)> FindAsync(VerbContext context, KeyReference reference, CancellationToken cancellationToken)
    {
        if (reference.Kind is KeyReferenceKind.File or KeyReferenceKind.Environment)
        {
            string pem = SigningKeys.ReadText(reference, context.KeySecrets, context.Tell);
            if (TryPublic(pem, reference) is { } publicKey)
            {
                return ("public key", publicKey);
            }

            using PrivateKey opened = SigningKeys.Open(reference, context.KeySecrets, diagnostic => { });
            string protection = PrivateKeyForms.IterationsOf(pem, reference.ToString()) is { } iterations
                ? string.Create(CultureInfo.InvariantCulture, $"encrypted: PBES2, PBKDF2 with {iterations} iterations")
                : Unencrypted;
            return (protection, opened.PublicKey);
        }

        using ISigner signer = await SigningKeys.OpenAsync(reference, context.KeySecrets, context.Tell, cancellationToken).ConfigureAwait(false);
        return (reference.Kind == KeyReferenceKind.Command ? "held by a command" : "held by a PKCS#11 token", signer.PublicKey);
    }

    private static VerificationKey? TryPublic(string pem, KeyReference reference)
    {
        if (!pem.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return VerificationKey.Parse(pem, reference.ToString());
        }
        catch (EvidenceException exception)
        {
            throw SigningKeyErrors.KeyRefused.Fail(exception, exception.Message);
        }
    }

    private static void Print(Terminal terminal, bool json, string protection, VerificationKey publicKey)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("protection", protection);
                writer.WritePublicKey(publicKey);
            });
        }
        else
        {
            KeyReport.Print(terminal, publicKey);
            terminal.Out.Field("private key", protection);
        }
    }
}
