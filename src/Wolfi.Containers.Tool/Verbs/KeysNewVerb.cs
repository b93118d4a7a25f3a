using System.CommandLine;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>keys new [PREFIX]</c>: a key that signs images.</summary>
internal static class KeysNewVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> prefix = ImageKeyOptions.Prefix();
        Command command = new("new", "Make a key that signs images: ECDSA P-256, PKCS#8 encrypted by the password in WOLFI_KEY_PASSWORD or COSIGN_PASSWORD, or typed in.") { prefix };
        command.SetAction((parsed, cancellationToken) =>
        {
            string name = parsed.GetRequiredValue(prefix);
            KeyPairFiles.Of(name);
            string password = NewPassword.Read(context.Terminal);
            using PrivateKey key = PrivateKey.Generate();
            KeyReport.PrintFiles(context.Terminal, parsed.GetValue(context.Json), KeyPairFiles.Write(name, key, password), key.PublicKey);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }
}
