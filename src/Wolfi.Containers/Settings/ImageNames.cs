using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>The image's name and tags: grammar of the distribution specification, normalisation of the .NET SDK.</summary>
internal static class ImageNames
{
    public static string Repository(RawPublishOptions raw, DiagnosticBag bag)
    {
        string obsolete = raw[KnownSettings.ContainerImageName];
        if (obsolete.Length > 0)
        {
            bag.Add(SettingsErrors.ObsoleteName);
        }

        string name = obsolete.Length > 0 ? obsolete
            : raw[KnownSettings.ContainerRepository] is { Length: > 0 } set ? set
            : raw[KnownSettings.AssemblyName];
        if (IsRepository(name))
        {
            return name;
        }

        string normal = string.Concat(name.Select(Normal));
        if (!IsRepository(normal))
        {
            normal = string.Join('/', normal.Split('/').Select(Tidy));
        }

        if (name.Length == 0 || !char.IsAsciiLetterOrDigit(name[0]))
        {
            bag.Add(SettingsErrors.InvalidRepositoryName, Values.Shown(name), "it begins with neither letter nor digit");
        }
        else if (!IsRepository(normal))
        {
            bag.Add(SettingsErrors.InvalidRepositoryName, Values.Shown(name), normal.Length > SettingsLimits.RepositoryName
                ? $"it has more than {SettingsLimits.RepositoryName} characters"
                : $"'{Values.Shown(normal)}', in lower case and with dashes, is none either");
        }

        return normal;
    }

    public static ImmutableArray<string> Tags(RawPublishOptions raw, long created, DiagnosticBag bag)
    {
        Setting source = raw[KnownSettings.PublishImageTag].Length > 0 ? KnownSettings.PublishImageTag : KnownSettings.ContainerImageTag;
        string single = raw[source];
        ImmutableArray<string> several = Values.Words(raw[KnownSettings.ContainerImageTags]);
        if (Values.Flag(raw, KnownSettings.AutoGenerateImageTag, standard: false, bag) && several.IsEmpty)
        {
            return [DateTimeOffset.FromUnixTimeSeconds(created).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)];
        }

        if (single.Length > 0 && !several.IsEmpty)
        {
            bag.Add(SettingsErrors.TwoTagProperties, source.Name);
        }

        ImmutableArray<string> tags = !several.IsEmpty ? [.. several.Distinct(StringComparer.Ordinal)] : [single.Length > 0 ? single : "latest"];
        foreach (string tag in tags.Where(tag => !IsTag(tag)))
        {
            bag.Add(SettingsErrors.InvalidTag, several.IsEmpty ? source.Name : KnownSettings.ContainerImageTags.Name, Values.Shown(tag));
        }

        return tags;
    }

    private static char Normal(char c) =>
        char.IsAsciiLetterUpper(c) ? (char)(c | 0x20)
        : char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-' or '/' ? c
        : '-';

    // Where dashes in the place of other characters make no legal name, each run of separators becomes one dash.
    private static string Tidy(string part) => string.Join('-', part.Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries));

    private static bool IsRepository(string name) => name.Length is > 0 and <= SettingsLimits.RepositoryName && name.Split('/').All(IsComponent);

    // Runs of letters and digits, parted by one dot, one or two underscores, or any number of dashes.
    private static bool IsComponent(string part)
    {
        for (int i = 0; i < part.Length;)
        {
            int start = i;
            while (i < part.Length && (char.IsAsciiLetterLower(part[i]) || char.IsAsciiDigit(part[i])))
            {
                i++;
            }

            if (i == start)
            {
                return false;
            }

            if (i == part.Length)
            {
                return true;
            }

            char separator = part[i];
            int from = i;
            while (i < part.Length && part[i] == separator)
            {
                i++;
            }

            int most = separator switch { '.' => 1, '_' => 2, '-' => int.MaxValue, _ => 0 };
            if (i - from > most)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= SettingsLimits.Tag
        && tag[0] is not ('.' or '-')
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
