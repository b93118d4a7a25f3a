using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Packages;

/// <summary>The text of <c>.PKGINFO</c>: lines <c>key = value</c>, repeated keys for lists, <c>#</c> for comments.</summary>
public static class PackageInfoText
{
    private const string Comment = "# Written by Wolfi.Containers.Sdk\n";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Reads the text. Unknown keys are ignored; everything else that is out of the ordinary is an error.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="nameForMessages">What the text was read from.</param>
    /// <exception cref="ApkException"><see cref="ApkFault.MalformedPackageInfo"/>, naming the line.</exception>
    public static PackageInfo Parse(ReadOnlySpan<byte> text, string nameForMessages) =>
        Interpret(PackageInfoLines.Parse(text, nameForMessages));

    /// <summary>Writes the text: one item a line, in a fixed order, what is empty left out.</summary>
    /// <exception cref="ApkException">A value has a line break or another control character, or blanks at an end.</exception>
    public static byte[] Write(PackageInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        StringBuilder text = new(Comment);
        Add(text, "pkgname", info.Name);
        Add(text, "pkgver", info.Version.ToString());
        Add(text, "arch", info.Architecture);
        Add(text, "size", Number(info.InstalledSize));
        Add(text, "origin", info.Origin);
        Add(text, "pkgdesc", info.Description);
        Add(text, "url", info.Url);
        Add(text, "commit", info.Commit);
        Add(text, "builddate", info.BuildDate is long time ? Number(time) : "");
        Add(text, "maintainer", info.Maintainer);
        Add(text, "license", info.License);
        Add(text, "depend", info.Depends);
        Add(text, "provides", info.Provides);
        Add(text, "install_if", info.InstallIf);
        Add(text, "replaces", info.Replaces);
        Add(text, "replaces_priority", info.ReplacesPriority == 0 ? "" : Number(info.ReplacesPriority));
        Add(text, "provider_priority", info.ProviderPriority == 0 ? "" : Number(info.ProviderPriority));
        Add(text, "triggers", string.Join(' ', info.Triggers));
        Add(text, "datahash", info.DataHash);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The data hash that the lines name.</summary>
    /// <exception cref="ApkException">There is none, there are two, or it is not 64 hexadecimal digits.</exception>
    internal static string DataHash(PackageInfoLines lines)
    {
        PackageInfoLine line = Required(lines, "datahash");
        return line.Value.Length == 64 && !line.Value.AsSpan().ContainsAnyExcept(HexDigits)
            ? line.Value.ToLowerInvariant()
            : throw lines.Fault(line, "has a datahash that is not 64 hexadecimal digits");
    }

    /// <summary>Gives the lines their meaning.</summary>
    internal static PackageInfo Interpret(PackageInfoLines lines)
    {
        PackageInfoLine name = Required(lines, "pkgname");
        PackageInfoLine version = Required(lines, "pkgver");
        PackageInfoLine architecture = Required(lines, "arch");
        return new PackageInfo
        {
            Name = PackageNames.IsValidPackage(name.Value) ? name.Value : throw lines.Fault(name, $"has the name '{MessageText.Shorten(name.Value)}', which no package may have"),
            Version = PackageVersion.TryParse(version.Value, out PackageVersion? parsed) ? parsed : throw lines.Fault(version, $"has the version '{MessageText.Shorten(version.Value)}', which is none"),
            Architecture = Architectures.IsValidName(architecture.Value) ? architecture.Value : throw lines.Fault(architecture, $"has the architecture '{MessageText.Shorten(architecture.Value)}', which is none"),
            Description = Text(lines, "pkgdesc"),
            Url = Text(lines, "url"),
            InstalledSize = Number(lines, "size") ?? 0,
            Origin = Text(lines, "origin"),
            Commit = Text(lines, "commit"),
            Maintainer = Text(lines, "maintainer"),
            License = string.Join(" AND ", lines.All("license").Select(line => line.Value).Where(value => value.Length > 0).Distinct(StringComparer.Ordinal)),
            BuildDate = Number(lines, "builddate"),
            Depends = Items<DependencyAtom>(lines, "depend", DependencyAtom.TryParse),
            Provides = Items<Provide>(lines, "provides", Provide.TryParse),
            InstallIf = Items<DependencyAtom>(lines, "install_if", DependencyAtom.TryParse),
            Replaces = Items<DependencyAtom>(lines, "replaces", DependencyAtom.TryParse),
            ReplacesPriority = Priority(lines, "replaces_priority"),
            ProviderPriority = Priority(lines, "provider_priority"),
            Triggers = [.. lines.All("triggers").SelectMany(line => line.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            DataHash = DataHash(lines),
        };
    }

    private static PackageInfoLine Required(PackageInfoLines lines, string key) =>
        lines.Single(key) is { Value.Length: > 0 } line ? line : throw new ApkException(ApkFault.MalformedPackageInfo, $"{lines.Input}: .PKGINFO has no {key}.");

    private static string Text(PackageInfoLines lines, string key) => lines.Single(key)?.Value ?? "";

    // Negative ones exist, and apk reads them as none.
    private static long Priority(PackageInfoLines lines, string key) =>
        lines.Single(key) is { Value: ['-', >= '0' and <= '9', ..] } ? 0 : Number(lines, key) ?? 0;

    private static long? Number(PackageInfoLines lines, string key)
    {
        PackageInfoLine? line = lines.Single(key);
        return line is null or { Value: "" } ? null
            : long.TryParse(line.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw lines.Fault(line, $"has the {key} '{MessageText.Shorten(line.Value)}', which is not a number");
    }

    private static ImmutableArray<T> Items<T>(PackageInfoLines lines, string key, TryParse<T> parse)
        where T : class
    {
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        foreach (PackageInfoLine line in lines.All(key))
        {
            foreach (string text in line.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                items.Add(parse(text, out T? item) && item is not null ? item : throw lines.Fault(line, $"has the {key} '{MessageText.Shorten(text)}', which is outside the grammar"));
            }
        }

        return items.ToImmutable();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Add<T>(StringBuilder text, string key, ImmutableArray<T> items)
    {
        foreach (T item in items)
        {
            Add(text, key, item?.ToString() ?? "");
        }
    }

    private static void Add(StringBuilder text, string key, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        if (value.Any(char.IsControl) || value[0] == ' ' || value[^1] == ' ')
        {
            throw new ApkException(ApkFault.MalformedPackageInfo, $"The {key} '{MessageText.Shorten(value)}' of a package can't be written: it has a control character, or blanks at an end.");
        }

        text.Append(CultureInfo.InvariantCulture, $"{key} = {value}\n");
    }

    private delegate bool TryParse<T>(string? text, out T? item)
        where T : class;
}
