using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Solving;

/// <summary>Finds the records of an index by own or provided name. It is made from hashes of the names as they were read: only records that are found get decoded.</summary>
internal sealed class ProviderMap
{
    private readonly ImmutableArray<IndexRecord> _records;
    private readonly int[] _buckets;
    private readonly List<Entry> _entries;
    private readonly List<int> _withInstallIf = [];

    public ProviderMap(ImmutableArray<IndexRecord> records)
    {
        _records = records;
        _entries = new List<Entry>(records.Length * 2);
        _buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, records.Length * 2))];
        for (int i = 0; i < records.Length; i++)
        {
            IndexRecord record = records[i];
            Add(Hash(record.Name), i);
            AddProvides(record, i);
            if (!record.InstallIf.IsDefaultOrEmpty)
            {
                _withInstallIf.Add(i);
            }
        }
    }

    /// <summary>Places of the records that have an install_if rule.</summary>
    public IReadOnlyList<int> WithInstallIf => _withInstallIf;

    /// <summary>All names, own and provided, with repetitions.</summary>
    public IEnumerable<string> Names => _records.SelectMany(record => record.Provides.Select(provide => provide.Name).Prepend(record.Name));

    /// <summary>Adds the records that have or provide the name: the record's place, and the provide's place in it or -1 for the own name.</summary>
    /// <returns>The steps that it took.</returns>
    public int Find(string name, List<(int Record, int Provide)> found)
    {
        int hash = Hash(name);
        int steps = 1;
        int last = -1;
        for (int at = _buckets[hash & (_buckets.Length - 1)]; at != 0; at = _entries[at - 1].Next, steps++)
        {
            Entry entry = _entries[at - 1];

            // A record that has the name twice stands twice in a row.
            if (entry.Hash == hash && entry.Record != last)
            {
                last = entry.Record;
                AddMatches(name, entry.Record, found);
            }
        }

        return steps;
    }

    private void AddMatches(string name, int place, List<(int Record, int Provide)> found)
    {
        IndexRecord record = _records[place];
        if (string.Equals(record.Name, name, StringComparison.Ordinal))
        {
            found.Add((place, -1));
        }

        for (int i = 0; i < record.Provides.Length; i++)
        {
            if (string.Equals(record.Provides[i].Name, name, StringComparison.Ordinal))
            {
                found.Add((place, i));
            }
        }
    }

    private void AddProvides(IndexRecord record, int place)
    {
        if (!record.TryGetProvidesLine(out ReadOnlySpan<byte> line))
        {
            foreach (Versions.Provide provide in record.Provides)
            {
                Add(Hash(provide.Name), place);
            }

            return;
        }

        while (!line.IsEmpty)
        {
            int blank = line.IndexOf((byte)' ');
            ReadOnlySpan<byte> word = (blank < 0 ? line : line[..blank]).TrimStart((byte)'!');
            int equals = word.IndexOf((byte)'=');
            word = equals < 0 ? word : word[..equals];
            if (!word.IsEmpty)
            {
                Add(Hash(word), place);
            }

            line = blank < 0 ? [] : line[(blank + 1)..];
        }
    }

    private void Add(int hash, int record)
    {
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries.Add(new Entry(hash, record, bucket));
        bucket = _entries.Count;
    }

    private static int Hash(string name)
    {
        Span<byte> bytes = stackalloc byte[Limits.DependencyNameLength];
        return Encoding.UTF8.TryGetBytes(name, bytes, out int length) ? Hash(bytes[..length]) : 0;
    }

    // Seeded anew in every process, so that no index can be made to put all its names into one bucket; the order of what is found does not depend on it.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        HashCode hash = default;
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    // Next: one more than the place of the next entry in the bucket; 0 ends the chain.
    private readonly record struct Entry(int Hash, int Record, int Next);
}
