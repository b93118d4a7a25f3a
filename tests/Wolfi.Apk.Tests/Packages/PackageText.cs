using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>Packages as text, for comparison.</summary>
internal static class PackageText
{
    /// <summary>Every member of the value, arrays and all.</summary>
    public static string Describe(ApkPackage package) => string.Join('\n',
        Describe(package.Info),
        Convert.ToHexString(package.InfoBytes.AsSpan()),
        package.Checksum,
        string.Join(',', package.Signatures.Select(s => $"{s.AlgorithmName} {s.KeyName} {Convert.ToHexString(s.Value.AsSpan())}")),
        $"{package.SignatureMember} {package.ControlMember} {package.DataMember}",
        Convert.ToHexString(package.ControlBytes.AsSpan()),
        Convert.ToHexString(package.SignatureBytes.AsSpan()),
        $"{package.DiffId} {package.DataSize} {package.FileSize} {package.FileSha256}",
        string.Join('\n', package.Entries),
        string.Join(',', package.Scripts));

    /// <summary>Every member of the metadata.</summary>
    public static string Describe(PackageInfo info) => string.Join('\n',
        $"{info.Name} {info.Version} {info.Architecture} {info.InstalledSize} {info.BuildDate} {info.ReplacesPriority} {info.ProviderPriority} {info.DataHash}",
        JsonSerializer.Serialize(new[] { info.Description, info.Url, info.Origin, info.Commit, info.Maintainer, info.License }),
        string.Join(' ', info.Depends),
        string.Join(' ', info.Provides),
        string.Join(' ', info.InstallIf),
        string.Join(' ', info.Replaces),
        string.Join(' ', info.Triggers));

    /// <summary>The entries of all three members as the framework's readers see them, who know nothing of APK: they are one archive.</summary>
    public static string List(byte[] apk)
    {
        StringBuilder text = new();
        using GZipStream gzip = new(new MemoryStream(apk), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        while (tar.GetNextEntry() is PosixTarEntry entry)
        {
            string records = entry is PaxTarEntry pax
                ? string.Join(' ', pax.ExtendedAttributes.Where(r => r.Key.StartsWith("APK-TOOLS", StringComparison.Ordinal)).Select(r => $"{r.Key}={r.Value}"))
                : "";
            byte[] content = new byte[entry.Length];
            entry.DataStream?.ReadExactly(content);
            string hash = entry.EntryType == TarEntryType.RegularFile ? Convert.ToHexStringLower(SHA1.HashData(content)) : "";
            string link = entry.LinkName.Length > 0 ? $" -> {entry.LinkName}" : "";
            bool random = entry.Name.StartsWith(".SIGN.", StringComparison.Ordinal) || entry.Name == ".PKGINFO";
            text.Append(CultureInfo.InvariantCulture, $"{(char)entry.EntryType} {Convert.ToString((int)entry.Mode, 8)} {entry.Uid}:{entry.Gid} {entry.UserName}:{entry.GroupName} {entry.ModificationTime.ToUnixTimeSeconds()} {entry.Length} {entry.Name}{link}");
            text.Append(random ? "\n" : $" {hash} {records}\n");
        }

        return text.ToString();
    }
}
