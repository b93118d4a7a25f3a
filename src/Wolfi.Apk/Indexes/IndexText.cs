using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Wolfi.Apk.Indexes;

/// <summary>Writes the text of an APKINDEX.</summary>
internal static class IndexText
{
    /// <summary>All blocks, by name, version, architecture; each ends with an empty line, the last too.</summary>
    /// <exception cref="ApkException">A value has a line break or another control character.</exception>
    public static byte[] Write(IEnumerable<IndexRecord> records)
    {
        StringBuilder text = new();
        IEnumerable<IndexRecord> ordered = records
            .OrderBy(record => record.Name, StringComparer.Ordinal)
            .ThenBy(record => record.Version)
            .ThenBy(record => record.Architecture, StringComparer.Ordinal)
            .ThenBy(record => record.Checksum, StringComparer.Ordinal);
        foreach (IndexRecord record in ordered)
        {
            text.Append(Block(record)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>One block in apk's order of fields, without the empty line.</summary>
    public static string Block(IndexRecord record)
    {
        StringBuilder text = new();
        Add(text, 'C', record.Checksum);
        Add(text, 'P', record.Name);
        Add(text, 'V', record.Version.ToString());
        Add(text, 'A', record.Architecture);
        Add(text, 'S', Number(record.Size));
        Add(text, 'I', Number(record.InstalledSize));
        Add(text, 'T', record.Description);
        Add(text, 'U', record.Url);
        Add(text, 'L', record.License);
        Add(text, 'o', record.Origin);
        Add(text, 'm', record.Maintainer);
        Add(text, 't', record.BuildTime is long time ? Number(time) : "");
        Add(text, 'c', record.Commit);
        Add(text, 'k', record.ProviderPriority == 0 ? "" : Number(record.ProviderPriority));
        Add(text, 'D', Items(record.Depends));
        Add(text, 'p', Items(record.Provides));
        Add(text, 'i', Items(record.InstallIf));
        return text.ToString();
    }

    private static string Items<T>(ImmutableArray<T> items) => string.Join(' ', items.Select(item => item?.ToString()));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, char letter, string value)
    {
        if (value.Any(char.IsControl))
        {
            throw new ApkException(ApkFault.MalformedIndex, $"The {letter}: '{MessageText.Shorten(value)}' of an index record can't be written: it has a control character.");
        }

        if (value.Length > 0)
        {
            text.Append(letter).Append(':').Append(value).Append('\n');
        }
    }
}
