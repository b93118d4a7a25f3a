using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Files;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>apk inspect FILE…</c>: what packages say and hold.</summary>
internal static class ApkInspectVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string[]> files = new("FILE") { Description = "Package files (.apk).", Arity = ArgumentArity.OneOrMore };
        Command command = new("inspect", "Show fields, files, signatures and hashes of packages. Who signed them is not checked: see 'apk verify'.") { files };
        command.SetAction((parsed, cancellationToken) => Task.FromResult((int)FileResults.Print(
            context.Terminal,
            parsed.GetValue(context.Json),
            parsed.GetRequiredValue(files),
            file => Read(file, cancellationToken),
            Print,
            Write)));
        return command;
    }

    private static ApkPackage Read(string file, CancellationToken cancellationToken)
    {
        using FileStream stream = InputFile.Open(file);
        return PackageChecker.Read(stream, Path.GetFileName(file), cancellationToken);
    }

    private static void Print(TextWriter output, ApkPackage package)
    {
        PackageInfo info = package.Info;
        output.Field("name", info.Name);
        output.Field("version", info.Version.ToString());
        output.Field("architecture", info.Architecture);
        output.Field("description", info.Description);
        output.Field("url", info.Url);
        output.Field("license", info.License);
        output.Field("origin", info.Origin);
        output.Field("maintainer", info.Maintainer);
        output.Field("commit", info.Commit);
        output.Field("built", info.BuildDate is { } seconds ? Time(seconds) : "");
        output.Field("size", $"{Shown.Size(package.FileSize)}, {Shown.Size(info.InstalledSize)} installed");
        output.Field("depends", info.Depends.Select(atom => atom.ToString()));
        output.Field("provides", info.Provides.Select(provide => provide.ToString()));
        output.Field("install if", info.InstallIf.Select(atom => atom.ToString()));
        output.Field("replaces", info.Replaces.Select(atom => atom.ToString()));
        output.Field("triggers", info.Triggers);
        output.Field("scripts", package.Scripts);
        output.Field("signatures", package.Signatures.Select(signature => $"{signature.AlgorithmName} {signature.KeyName}"));
        output.Field("checksum", package.Checksum);
        output.Field("sha256", package.FileSha256);
        output.Field("layer digest", $"sha256:{info.DataHash} (the datahash)");
        output.Field("diff id", $"sha256:{package.DiffId}");
        output.Field("files", package.Entries.Select(Line));
    }

    private static string Line(PackageEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Mode(entry)} {entry.Uid}:{entry.Gid} {entry.Size,10} {entry.Path}{(entry.LinkTarget is null ? "" : $" -> {entry.LinkTarget}")}");

    private static string Mode(PackageEntry entry) => Convert.ToString(entry.Mode, 8).PadLeft(4, '0');

    private static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, ApkPackage package)
    {
        PackageInfo info = package.Info;
        writer.WriteString("name", info.Name);
        writer.WriteString("version", info.Version.ToString());
        writer.WriteString("architecture", info.Architecture);
        writer.WriteString("description", info.Description);
        writer.WriteString("url", info.Url);
        writer.WriteString("license", info.License);
        writer.WriteString("origin", info.Origin);
        writer.WriteString("maintainer", info.Maintainer);
        writer.WriteString("commit", info.Commit);
        if (info.BuildDate is { } buildDate)
        {
            writer.WriteNumber("buildDate", buildDate);
        }

        writer.WriteNumber("size", package.FileSize);
        writer.WriteNumber("installedSize", info.InstalledSize);
        writer.WriteNumber("providerPriority", info.ProviderPriority);
        writer.WriteNumber("replacesPriority", info.ReplacesPriority);
        writer.WriteStrings("depends", info.Depends.Select(atom => atom.ToString()));
        writer.WriteStrings("provides", info.Provides.Select(provide => provide.ToString()));
        writer.WriteStrings("installIf", info.InstallIf.Select(atom => atom.ToString()));
        writer.WriteStrings("replaces", info.Replaces.Select(atom => atom.ToString()));
        writer.WriteStrings("triggers", info.Triggers);
        writer.WriteStrings("scripts", package.Scripts);
        writer.WriteObjects("signatures", package.Signatures, static (writer, signature) =>
        {
            writer.WriteString("algorithm", signature.AlgorithmName);
            writer.WriteString("key", signature.KeyName);
        });
        writer.WriteString("checksum", package.Checksum);
        writer.WriteString("sha256", package.FileSha256);
        writer.WriteString("datahash", info.DataHash);
        writer.WriteString("layerDigest", $"sha256:{info.DataHash}");
        writer.WriteString("diffId", $"sha256:{package.DiffId}");
        writer.WriteObjects("contents", package.Entries, Write);
    }

    private static void Write(Utf8JsonWriter writer, PackageEntry entry)
    {
        writer.WriteString("path", entry.Path);
        writer.WriteString("kind", entry.Kind switch
        {
            PackageEntryKind.File => "file",
            PackageEntryKind.Directory => "directory",
            PackageEntryKind.SymbolicLink => "symlink",
            _ => "hardlink",
        });
        writer.WriteString("mode", Mode(entry));
        writer.WriteNumber("uid", entry.Uid);
        writer.WriteNumber("gid", entry.Gid);
        writer.WriteNumber("size", entry.Size);
        if (entry.LinkTarget is { } target)
        {
            writer.WriteString("linkTarget", target);
        }

        if (entry.Sha1 is { } sha1)
        {
            writer.WriteString("sha1", sha1);
        }
    }
}
