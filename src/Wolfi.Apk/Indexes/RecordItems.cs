using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>The blank-separated lists of a record: <c>D:</c>, <c>p:</c>, <c>i:</c>.</summary>
internal static class RecordItems
{
    /// <summary>The dependencies in a line; malformed ones are left out, and <see cref="FindFault"/> tells of them.</summary>
    public static ImmutableArray<DependencyAtom> Atoms(ReadOnlySpan<byte> line) => Parse<DependencyAtom>(line, TryParseAtom, out _);

    /// <summary>The provides in a line; malformed ones are left out, and <see cref="FindFault"/> tells of them.</summary>
    public static ImmutableArray<Provide> Provides(ReadOnlySpan<byte> line) => Parse<Provide>(line, Provide.TryParse, out _);

    /// <summary>An install_if rule; none at all when a part of it is malformed.</summary>
    public static ImmutableArray<DependencyAtom> Rule(ReadOnlySpan<byte> line)
    {
        ImmutableArray<DependencyAtom> atoms = Parse<DependencyAtom>(line, TryParseAtom, out string? malformed);
        return malformed is null ? atoms : [];
    }

    /// <summary>Why a record with these lists can't be installed, or null.</summary>
    public static string? FindFault(RecordBlock block)
    {
        Parse<DependencyAtom>(block.Depends, TryParseAtom, out string? malformed);
        if (malformed is not null)
        {
            return $"its dependency '{MessageText.Shorten(malformed)}' is outside the grammar";
        }

        Parse<Provide>(block.Provides, Provide.TryParse, out malformed);
        return malformed is null ? null : $"its provide '{MessageText.Shorten(malformed)}' is outside the grammar";
    }

    // A tag is the user's to give: in a package's own dependency apk takes it for a mistake too.
    private static bool TryParseAtom(string? text, out DependencyAtom? atom) => DependencyAtom.TryParse(text, out atom) && atom.Tag is null;

    private static ImmutableArray<T> Parse<T>(ReadOnlySpan<byte> line, TryParse<T> parse, out string? malformed)
        where T : class
    {
        malformed = null;
        if (line.IsEmpty)
        {
            return [];
        }

        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(line.Count((byte)' ') + 1);
        while (!line.IsEmpty)
        {
            int blank = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = blank < 0 ? line : line[..blank];
            line = blank < 0 ? [] : line[(blank + 1)..];
            if (word.IsEmpty)
            {
                continue;
            }

            string text = Encoding.UTF8.GetString(word);
            if (parse(text, out T? item) && item is not null)
            {
                items.Add(item);
            }
            else
            {
                malformed ??= text;
            }
        }

        return items.DrainToImmutable();
    }

    private delegate bool TryParse<T>(string? text, out T? item)
        where T : class;
}
