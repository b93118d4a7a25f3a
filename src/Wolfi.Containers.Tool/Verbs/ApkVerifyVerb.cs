using System.CommandLine;
using System.Text.Json;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Files;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>apk verify FILE…</c>: is each package whole, and signed by a key that is known?</summary>
internal static class ApkVerifyVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string[]> files = new("FILE") { Description = "Package files (.apk).", Arity = ArgumentArity.OneOrMore };
        Option<string[]> keys = KeyOptions.PublicKeys();
        Option<string?> minimum = KeyOptions.MinimumSignature();
        Command command = new("verify", "Check signatures, data hash and every file's checksum of packages.") { files, keys, minimum };
        command.SetAction((parsed, cancellationToken) =>
        {
            Keyring keyring = KeyOptions.Keyring(parsed.GetRequiredValue(keys));
            SignatureAlgorithm weakest = KeyOptions.Minimum(parsed, minimum);
            return Task.FromResult((int)FileResults.Print(
                context.Terminal,
                parsed.GetValue(context.Json),
                parsed.GetRequiredValue(files),
                file => Verify(file, keyring, weakest, cancellationToken),
                Print,
                Write));
        });
        return command;
    }

    private static PackageCheck Verify(string file, Keyring keyring, SignatureAlgorithm minimum, CancellationToken cancellationToken)
    {
        using FileStream stream = InputFile.Open(file);
        return PackageChecker.Verify(stream, Path.GetFileName(file), keyring, minimum, cancellationToken);
    }

    private static void Print(TextWriter output, PackageCheck check)
    {
        ApkPackage package = check.Package;
        output.Field("package", $"{package.Info.Name} {package.Info.Version} {package.Info.Architecture}");
        output.Field("signatures", $"{check.Signatures.Strongest!.Value.EntryName()} by {string.Join(", ", check.Signatures.VerifiedBy)}");
        output.Field("", check.Signatures.Notes);
        output.Field("datahash", $"{package.Info.DataHash} is that of the data");
        output.Field("file checksums", FormattableString.Invariant($"{check.FileChecksums} of {check.FileChecksums} right"));
        output.Field("layer digest", $"sha256:{package.Info.DataHash} (the datahash)");
        output.Field("diff id", $"sha256:{package.DiffId}");
        output.Field("result", "verified");
    }

    private static void Write(Utf8JsonWriter writer, PackageCheck check)
    {
        ApkPackage package = check.Package;
        writer.WriteString("name", package.Info.Name);
        writer.WriteString("version", package.Info.Version.ToString());
        writer.WriteString("architecture", package.Info.Architecture);
        writer.WriteString("algorithm", check.Signatures.Strongest!.Value.EntryName());
        writer.WriteStrings("verifiedBy", check.Signatures.VerifiedBy);
        writer.WriteStrings("notes", check.Signatures.Notes);
        writer.WriteString("datahash", package.Info.DataHash);
        writer.WriteNumber("fileChecksums", check.FileChecksums);
        writer.WriteString("layerDigest", $"sha256:{package.Info.DataHash}");
        writer.WriteString("diffId", $"sha256:{package.DiffId}");
    }
}
