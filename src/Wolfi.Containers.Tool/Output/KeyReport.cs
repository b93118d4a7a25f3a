using System.Text.Json;
using Wolfi.Containers.Signing;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.Containers.Tool.Output;

/// <summary>How keys that sign images are shown.</summary>
internal static class KeyReport
{
    private const string Algorithm = "ECDSA P-256";

    /// <summary>A key pair that was written.</summary>
    public static void PrintFiles(Terminal terminal, bool json, KeyPairFiles files, VerificationKey publicKey)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer =>
            {
                writer.WriteString("privateFile", files.PrivateFile);
                writer.WriteString("publicFile", files.PublicFile);
                writer.WritePublicKey(publicKey);
            });
            return;
        }

        Print(terminal, publicKey);
        terminal.Out.Field("private key", files.PrivateFile);
        terminal.Out.Field("public key", files.PublicFile);
        terminal.Error.WriteLine($"Sign with -p:WolfiSigningKey={Shown.Text(files.PrivateFile)}; keep the file and its password out of the repository, and give the .pub file to whoever verifies.");
    }

    /// <summary>What a key is.</summary>
    public static void Print(Terminal terminal, VerificationKey publicKey)
    {
        terminal.Out.Field("key", Algorithm);
        terminal.Out.Field("fingerprint", $"{publicKey.Fingerprint} (SHA-256 of the DER)");
        terminal.Out.Field("hint", $"{publicKey.Hint} (in bundles)");
    }

    /// <summary>The members that tell of a public key.</summary>
    public static void WritePublicKey(this Utf8JsonWriter writer, VerificationKey publicKey)
    {
        writer.WriteString("algorithm", Algorithm);
        writer.WriteString("fingerprint", publicKey.Fingerprint);
        writer.WriteString("hint", publicKey.Hint);
    }
}
