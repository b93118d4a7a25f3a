using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Certificates, accounts, files and needs that the project declares.</summary>
internal sealed class DeclaredReader(RawPublishOptions raw, ISettingsFiles files, DiagnosticBag bag)
{
    // MSBuild keeps the name "Target" for itself (MSB4118).
    private const string TargetPath = "TargetPath";

    public DeclaredContent Read() => new()
    {
        CertificateFiles = [.. raw.ItemsOf(KnownSettings.WolfiCertificate).Select(item => raw.FullPath(item.Include))],
        Accounts = [.. raw.ItemsOf(KnownSettings.WolfiAccount).Select(ReadAccount)],
        Files = [.. raw.ItemsOf(KnownSettings.WolfiFile).Select(ReadFile)],
    };

    public ImmutableArray<DeclaredNeed> Needs() => [.. raw.ItemsOf(KnownSettings.WolfiNeed).Select(ReadNeed)];

    private DeclaredNeed ReadNeed(RawItem item)
    {
        string action = item["Action"];
        bool omit = action.Equals("Omit", StringComparison.OrdinalIgnoreCase);
        if (!omit && action.Length > 0 && !action.Equals("Add", StringComparison.OrdinalIgnoreCase))
        {
            bag.Add(SettingsErrors.InvalidMetadata, "WolfiNeed", Values.Shown(item.Include), "Action", Values.Shown(action), "it is neither Add nor Omit");
        }

        return new DeclaredNeed(item.Include.Trim(), omit);
    }

    private DeclaredAccount ReadAccount(RawItem item)
    {
        string name = item.Include.Trim();
        if (!(name.Length is > 0 and <= 32 && (char.IsAsciiLetterLower(name[0]) || name[0] == '_')
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-')))
        {
            bag.Add(SettingsErrors.InvalidMetadata, "WolfiAccount", Values.Shown(name), "Include", Values.Shown(name), "a name has up to 32 lower-case letters, digits, '_' and '-', and begins with a letter or '_'");
        }

        if (item["Uid"].Length == 0)
        {
            bag.Add(SettingsErrors.MissingMetadata, "WolfiAccount", Values.Shown(name), "Uid");
        }

        int uid = Number("WolfiAccount", item, "Uid", 0);
        string home = item["Home"] is { Length: > 0 } set ? set : "/home/" + name;
        if (!home.StartsWith('/') || home.Any(c => char.IsControl(c) || c == ':') || home.Split('/').Contains(".."))
        {
            bag.Add(SettingsErrors.InvalidMetadata, "WolfiAccount", Values.Shown(name), "Home", Values.Shown(home), "it is no plain absolute path");
        }

        return new DeclaredAccount(name, uid, Number("WolfiAccount", item, "Gid", uid), home);
    }

    private DeclaredFile ReadFile(RawItem item)
    {
        string source = raw.FullPath(item.Include);
        if (item[TargetPath].Length == 0)
        {
            bag.Add(SettingsErrors.MissingMetadata, "WolfiFile", Values.Shown(item.Include), TargetPath);
        }

        CheckSource(item, source);
        (int uid, int gid) = Owner(item);
        return new DeclaredFile
        {
            SourceFile = source,
            Target = item[TargetPath],
            Mode = Mode(item),
            Uid = uid,
            Gid = gid,
            Replace = Values.Flag("WolfiFile", item, "Replace", bag),
        };
    }

    // A link inside the project may lead out of it: what counts is where the file is.
    private void CheckSource(RawItem item, string source)
    {
        string root = Path.TrimEndingDirectorySeparator(files.FinalPath(raw.ProjectFolder)) + Path.DirectorySeparatorChar;
        string final = files.FinalPath(source);
        if (!final.StartsWith(root, StringComparison.Ordinal) && !Values.Flag("WolfiFile", item, "AllowOutsideProject", bag))
        {
            bag.Add(SettingsErrors.OutsideProject, Values.Shown(item.Include), Values.Shown(final));
        }
    }

    private int Mode(RawItem item)
    {
        string text = item["Mode"];
        if (text.Length == 0)
        {
            return new DeclaredFile { SourceFile = "", Target = "" }.Mode;
        }

        bool octal = text.Length is 3 or 4 && text.All(c => c is >= '0' and <= '7') && (text.Length == 3 || text[0] == '0');
        if (!octal)
        {
            bag.Add(SettingsErrors.InvalidMetadata, "WolfiFile", Values.Shown(item.Include), "Mode", Values.Shown(text), "it is no octal number such as 0644; setuid, setgid and sticky bits are refused");
        }

        return octal ? Convert.ToInt32(text, 8) : 0;
    }

    private (int Uid, int Gid) Owner(RawItem item)
    {
        string text = item["Owner"];
        string[] parts = text.Split(':');
        if (text.Length == 0)
        {
            return (0, 0);
        }

        if (parts.Length <= 2 && ParseNumber(parts[0]) is { } uid && ParseNumber(parts[^1]) is { } gid)
        {
            return (uid, gid);
        }

        bag.Add(SettingsErrors.InvalidMetadata, "WolfiFile", Values.Shown(item.Include), "Owner", Values.Shown(text), "it is no number, nor number:number");
        return (0, 0);
    }

    private int Number(string kind, RawItem item, string name, int standard)
    {
        string text = item[name];
        if (text.Length == 0)
        {
            return standard;
        }

        if (ParseNumber(text) is { } number)
        {
            return number;
        }

        bag.Add(SettingsErrors.InvalidMetadata, kind, Values.Shown(item.Include), name, Values.Shown(text), "it is no number from 0 to 2147483647");
        return standard;
    }

    private static int? ParseNumber(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
