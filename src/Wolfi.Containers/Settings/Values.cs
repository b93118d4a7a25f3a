using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Reads the simple forms of values.</summary>
internal static class Values
{
    private static readonly char[] ListSeparators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>A property that is true or false; <paramref name="standard"/> when it is not set or is neither.</summary>
    public static bool Flag(RawPublishOptions raw, Setting setting, bool standard, DiagnosticBag bag) =>
        Flag(raw[setting], standard) ?? Refuse(setting.Name, raw[setting], standard, bag);

    /// <summary>Metadata that is true or false.</summary>
    public static bool Flag(string kind, RawItem item, string name, DiagnosticBag bag)
    {
        if (Flag(item[name], standard: false) is { } value)
        {
            return value;
        }

        bag.Add(SettingsErrors.InvalidMetadata, kind, ShownLocation(item.Include), name, Shown(item[name]), "it is neither true nor false");
        return false;
    }

    /// <summary>The words of a list separated by semicolons, commas or white space.</summary>
    public static ImmutableArray<string> Words(string text) => [.. text.Split(ListSeparators, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The entries of a list separated by semicolons only.</summary>
    public static ImmutableArray<string> Entries(string text) =>
        [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The pairs of <c>A=b;C=d</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Pairs(RawPublishOptions raw, Setting setting, DiagnosticBag bag)
    {
        foreach (string entry in Entries(raw[setting]))
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                yield return new KeyValuePair<string, string>(entry[..equals].TrimEnd(), entry[(equals + 1)..].TrimStart());
            }
            else
            {
                bag.Add(SettingsErrors.InvalidPair, setting.Name, Shown(entry));
            }
        }
    }

    /// <summary>Text for a message: short, and without what would break a line.</summary>
    public static string Shown(string text)
    {
        string shown = text.Length > 100 ? text[..100] + "…" : text;
        return string.Concat(shown.Select(c => char.IsControl(c) ? '\uFFFD' : c));
    }

    /// <summary>Locations, separated by semicolons, for a message: without what in them may be a password.</summary>
    public static string ShownLocation(string text) => Shown(string.Join(';', Entries(text).Select(RepositoryLocation.Redact)));

    /// <summary>A text that is true or false; null where it is neither.</summary>
    public static bool? Flag(string text, bool standard) => text switch
    {
        "" => standard,
        _ when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => null,
    };

    private static bool Refuse(string name, string value, bool standard, DiagnosticBag bag)
    {
        bag.Add(SettingsErrors.InvalidChoice, name, Shown(value), "true, false");
        return standard;
    }
}
