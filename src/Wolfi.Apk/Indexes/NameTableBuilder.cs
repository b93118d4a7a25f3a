using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>Collects the names of records, in the records' order.</summary>
/// <param name="expected">About how many names there will be.</param>
internal sealed class NameTableBuilder(int expected)
{
    private int[] _hashes = new int[Math.Max(16, expected)];
    private int[] _records = new int[Math.Max(16, expected)];
    private int _count;

    /// <summary>The hash of the names.</summary>
    public NameHash Hash { get; } = NameHash.Make();

    /// <summary>The table of records that were made member by member.</summary>
    public static NameTable Of(IReadOnlyList<IndexRecord> records)
    {
        NameTableBuilder builder = new(records.Count * 2);
        for (int place = 0; place < records.Count; place++)
        {
            builder.Add(Encoding.UTF8.GetBytes(records[place].Name), place);
            foreach (Provide provide in records[place].Provides)
            {
                builder.Add(Encoding.UTF8.GetBytes(provide.Name), place);
            }
        }

        return builder.ToTable();
    }

    /// <summary>Adds a name of the record at that place; false when there are too many.</summary>
    public bool Add(ReadOnlySpan<byte> name, int record) => Add(Hash.Of(name), record);

    /// <summary>Adds a name by its hash; false when there are too many.</summary>
    public bool Add(uint hash, int record)
    {
        if (_count == _hashes.Length)
        {
            if (_count == Limits.IndexNames)
            {
                return false;
            }

            Array.Resize(ref _hashes, Math.Min(_count * 2, Limits.IndexNames));
            Array.Resize(ref _records, _hashes.Length);
        }

        _hashes[_count] = (int)hash;
        _records[_count++] = record;
        return true;
    }

    /// <summary>Adds the names in the value of a <c>p:</c> line; false when there are too many.</summary>
    public bool AddProvides(ReadOnlySpan<byte> line, int record)
    {
        while (!line.IsEmpty)
        {
            int blank = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = blank < 0 ? line : line[..blank];
            line = blank < 0 ? [] : line[(blank + 1)..];
            int equals = word.IndexOf((byte)'=');
            word = equals < 0 ? word : word[..equals];

            // As apk reads them: see Provide.
            if (!word.IsEmpty && !Add(word[0] == '!' ? word[1..] : word, record))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The table of all that was added.</summary>
    public NameTable ToTable() => NameTable.Make(Hash, _hashes.AsSpan(0, _count), _records.AsSpan(0, _count));
}
