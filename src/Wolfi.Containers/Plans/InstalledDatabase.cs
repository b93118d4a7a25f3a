using System.Globalization;
using System.Text;
using Wolfi.Apk.Packages;

namespace Wolfi.Containers.Plans;

/// <summary>Writes apk's installed database (<c>usr/lib/apk/db/installed</c>): what scanners read to know the packages.</summary>
internal static class InstalledDatabase
{
    /// <summary>One package of the database.</summary>
    /// <param name="Package">What was read of it.</param>
    /// <param name="Owner">Its place in the root file system.</param>
    /// <param name="Size">The <c>S:</c> field: bytes of the .apk, for the app's packages of control and data only.</param>
    public sealed record Installed(ApkPackage Package, LayerOwner Owner, long Size);

    /// <summary>The database's text: one block per package, in install order.</summary>
    public static string Write(IEnumerable<Installed> packages, RootFileSystem root)
    {
        StringBuilder text = new();
        foreach (Installed installed in packages)
        {
            WriteFields(text, installed);
            WriteFiles(text, installed, root);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void WriteFields(StringBuilder text, Installed installed)
    {
        PackageInfo info = installed.Package.Info;
        Field(text, 'C', installed.Package.Checksum);
        Field(text, 'P', info.Name);
        Field(text, 'V', info.Version.ToString());
        Field(text, 'A', info.Architecture);
        Field(text, 'S', installed.Size.ToString(CultureInfo.InvariantCulture));
        Field(text, 'I', info.InstalledSize.ToString(CultureInfo.InvariantCulture));
        Field(text, 'T', info.Description);
        Field(text, 'U', info.Url);
        Field(text, 'L', info.License);
        Field(text, 'o', info.Origin);
        Field(text, 'm', info.Maintainer);
        Field(text, 't', info.BuildDate?.ToString(CultureInfo.InvariantCulture) ?? "");
        Field(text, 'c', info.Commit);
        Field(text, 'k', info.ProviderPriority == 0 ? "" : info.ProviderPriority.ToString(CultureInfo.InvariantCulture));
        Field(text, 'D', string.Join(' ', info.Depends));
        Field(text, 'p', string.Join(' ', info.Provides));
        Field(text, 'i', string.Join(' ', info.InstallIf));
        Field(text, 'r', string.Join(' ', info.Replaces));
        Field(text, 'q', info.ReplacesPriority == 0 ? "" : info.ReplacesPriority.ToString(CultureInfo.InvariantCulture));
    }

    // Readers such as syft skip empty fields; apk does not need them.
    private static void Field(StringBuilder text, char letter, string value)
    {
        if (value.Length > 0)
        {
            text.Append(letter).Append(':').Append(value).Append('\n');
        }
    }

    private static void WriteFiles(StringBuilder text, Installed installed, RootFileSystem root)
    {
        ILookup<string, PackageEntry> byDirectory = installed.Package.Entries
            .Where(entry => entry.Kind != PackageEntryKind.Directory && !root.IsLost(installed.Owner, entry.Path))
            .ToLookup(entry => Parent(entry.Path), StringComparer.Ordinal);
        Dictionary<string, PackageEntry> directories = installed.Package.Entries
            .Where(entry => entry.Kind == PackageEntryKind.Directory)
            .ToDictionary(entry => entry.Path, StringComparer.Ordinal);

        foreach (string directory in directories.Keys.Append("").Order(StringComparer.Ordinal))
        {
            if (directory.Length == 0 && !byDirectory[""].Any())
            {
                continue;
            }

            text.Append("F:").Append(directory).Append('\n');
            if (directories.TryGetValue(directory, out PackageEntry? entry))
            {
                Ownership(text, 'M', entry, FileModes.Directory);
            }

            foreach (PackageEntry file in byDirectory[directory].OrderBy(file => file.Path, StringComparer.Ordinal))
            {
                text.Append("R:").Append(file.Path.AsSpan(directory.Length == 0 ? 0 : directory.Length + 1)).Append('\n');
                Ownership(text, 'a', file, FileModes.File);
                if (file.Sha1 is { } sha1)
                {
                    text.Append("Z:Q1").Append(Convert.ToBase64String(Convert.FromHexString(sha1))).Append('\n');
                }
            }
        }
    }

    private static void Ownership(StringBuilder text, char letter, PackageEntry entry, int usualMode)
    {
        if (entry.Uid != 0 || entry.Gid != 0 || entry.Mode != usualMode)
        {
            text.Append(CultureInfo.InvariantCulture, $"{letter}:{entry.Uid}:{entry.Gid}:{Convert.ToString(entry.Mode, 8)}\n");
        }
    }

    private static string Parent(string path) => path.LastIndexOf('/') is > 0 and int slash ? path[..slash] : "";
}
