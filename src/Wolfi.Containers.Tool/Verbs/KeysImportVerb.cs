using System.CommandLine;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>keys import KEY [PREFIX]</c>: a key that is there becomes an encrypted key file.</summary>
internal static class KeysImportVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> key = ImageKeyOptions.Key("The key: a PEM file (PKCS#8 or OpenSSL's EC form, without a password), or env://NAME.");
        Argument<string> prefix = ImageKeyOptions.Prefix();
        Command command = new("import", "Encrypt a plain key by the password in WOLFI_KEY_PASSWORD or COSIGN_PASSWORD, or typed in. The old file stays as it is.") { key, prefix };
        command.SetAction((parsed, cancellationToken) =>
        {
            string name = parsed.GetRequiredValue(prefix);
            KeyPairFiles.Of(name);
            KeyReference reference = ImageKeyOptions.Reference(parsed.GetRequiredValue(key), KeyReferenceKind.File, KeyReferenceKind.Environment);

            // That it is plain is why it is imported.
            using PrivateKey opened = SigningKeys.Open(reference, context.KeySecrets, diagnostic => { });
            string password = NewPassword.Read(context.Terminal);
            KeyReport.PrintFiles(context.Terminal, parsed.GetValue(context.Json), KeyPairFiles.Write(name, opened, password), opened.PublicKey);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }
}
