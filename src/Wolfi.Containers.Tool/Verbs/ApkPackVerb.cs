using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Packing;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>apk pack DIR</c>: a signed package of what a folder holds.</summary>
internal static class ApkPackVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> folder = new("DIR") { Description = "The folder; its content lands below / with 0:0 as owner, modes 0755 or 0644 and a constant time." };
        PackageInfoOptions info = new();
        Option<string> key = KeyOptions.SigningKey();
        Option<string?> keyName = KeyOptions.SigningKeyName();
        Option<string> output = new("--output", "-o") { HelpName = "FILE", Description = "The package to write; a repository wants NAME-VERSION.apk.", Required = true };
        Command command = new("pack", "Pack a folder as a signed package; equal content gives equal bytes.") { folder, key, keyName, output };
        info.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using SigningKey signingKey = KeyFiles.ReadSigning(parsed.GetRequiredValue(key), parsed.GetValue(keyName));
            string path = parsed.GetRequiredValue(output);
            string source = parsed.GetRequiredValue(folder);
            RefuseOutputInside(source, path);
            ApkPackage package = Pack(source, info.Read(parsed), signingKey, path, cancellationToken);
            Print(context.Terminal, parsed.GetValue(context.Json), path, package);
            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static ApkPackage Pack(string folder, PackageInfo info, SigningKey key, string output, CancellationToken cancellationToken)
    {
        ImmutableArray<PackageContent> contents = FolderContents.Read(folder, cancellationToken);
        return OutputFile.Write(output, stream => ApkPackageWriter.Write(info, contents, key, stream, cancellationToken));
    }

    // A second run would pack the first one's result.
    private static void RefuseOutputInside(string folder, string output)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        if (Path.GetFullPath(output).StartsWith(root, StringComparison.Ordinal))
        {
            throw CommandLineErrors.WrongUsage.Fail($"The output '{output}' lies in the folder that is packed.", "dotnet-wolfi apk pack");
        }
    }

    private static void Print(Terminal terminal, bool json, string path, ApkPackage package)
    {
        if (json)
        {
            Json.Print(terminal.Out, writer => Write(writer, path, package));
            return;
        }

        terminal.Out.WriteLine(path);
        terminal.Out.Field("package", $"{package.Info.Name} {package.Info.Version} {package.Info.Architecture}");
        terminal.Out.Field("signature", package.Signatures.Select(signature => $"{signature.AlgorithmName} {signature.KeyName}"));
        terminal.Out.Field("size", $"{Shown.Size(package.FileSize)}, {Shown.Size(package.Info.InstalledSize)} installed");
        terminal.Out.Field("layer digest", $"sha256:{package.Info.DataHash} (the datahash)");
    }

    private static void Write(Utf8JsonWriter writer, string path, ApkPackage package)
    {
        writer.WriteString("file", path);
        writer.WriteString("name", package.Info.Name);
        writer.WriteString("version", package.Info.Version.ToString());
        writer.WriteString("architecture", package.Info.Architecture);
        writer.WriteString("key", package.Signatures[0].KeyName);
        writer.WriteNumber("size", package.FileSize);
        writer.WriteNumber("installedSize", package.Info.InstalledSize);
        writer.WriteString("checksum", package.Checksum);
        writer.WriteString("sha256", package.FileSha256);
        writer.WriteString("datahash", package.Info.DataHash);
        writer.WriteString("layerDigest", $"sha256:{package.Info.DataHash}");
        writer.WriteString("diffId", $"sha256:{package.DiffId}");
    }
}
