using System.Collections.Immutable;
using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Solving;

/// <summary>Finds the records of an index by own or provided name, without looking at what the records depend on.</summary>
internal sealed class ProviderMap
{
    private readonly ImmutableArray<IndexRecord> _records;
    private readonly int[] _buckets;
    private readonly List<Entry> _entries;

    public ProviderMap(ImmutableArray<IndexRecord> records)
    {
        _records = records;
        _entries = new List<Entry>(records.Length * 2);
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, records.Length * 2))];
        List<int> withInstallIf = [];
        for (int i = 0; i < records.Length; i++)
        {
            IndexRecord record = records[i];
            Add(record.Name, i, -1);
            for (int j = 0; j < record.Provides.Length; j++)
            {
                Add(record.Provides[j].Name, i, j);
            }

            if (!record.InstallIf.IsDefaultOrEmpty)
            {
                withInstallIf.Add(i);
            }
        }

        WithInstallIf = withInstallIf;
    }

    /// <summary>Places of the records that have an install_if rule.</summary>
    public IReadOnlyList<int> WithInstallIf { get; }

    /// <summary>All names, own and provided, with repetitions.</summary>
    public IEnumerable<string> Names => _entries.Select(NameOf);

    /// <summary>Adds the records that have or provide the name: the record's place, and the provide's place in it or -1 for the own name.</summary>
    public void Find(string name, List<(int Record, int Provide)> found)
    {
        int hash = name.GetHashCode(StringComparison.Ordinal);
        for (int at = _buckets[hash & (_buckets.Length - 1)]; at != 0; at = _entries[at - 1].Next)
        {
            Entry entry = _entries[at - 1];
            if (entry.Hash == hash && string.Equals(NameOf(entry), name, StringComparison.Ordinal))
            {
                found.Add((entry.Record, entry.Provide));
            }
        }
    }

    private void Add(string name, int record, int provide)
    {
        int hash = name.GetHashCode(StringComparison.Ordinal);
        ref int bucket = ref _buckets[hash & (_buckets.Length - 1)];
        _entries.Add(new Entry(hash, record, provide, bucket));
        bucket = _entries.Count;
    }

    private string NameOf(Entry entry) => entry.Provide < 0 ? _records[entry.Record].Name : _records[entry.Record].Provides[entry.Provide].Name;

    // Next: one more than the place of the next entry in the bucket; 0 ends the chain.
    private readonly record struct Entry(int Hash, int Record, int Provide, int Next);
}
