using System.Numerics;
using System.Text;

namespace Wolfi.Apk.Indexes;

/// <summary>Finds the places of records by hashes of their own and provided names: some that are found have another name, none that has it is missed.</summary>
internal sealed class NameTable
{
    private readonly int[] _buckets;
    private readonly int[] _hashes;
    private readonly int[] _records;

    /// <summary>Takes a table's parts.</summary>
    /// <param name="hash">The hash of the names.</param>
    /// <param name="buckets">Where each bucket begins, and at last where the last one ends; one more than a power of two.</param>
    /// <param name="hashes">The names' hashes, bucket by bucket.</param>
    /// <param name="records">The records' places, in the same order.</param>
    public NameTable(NameHash hash, int[] buckets, int[] hashes, int[] records)
    {
        Hash = hash;
        _buckets = buckets;
        _hashes = hashes;
        _records = records;
    }

    /// <summary>The hash of the names.</summary>
    public NameHash Hash { get; }

    /// <summary>Where each bucket begins, and where the last one ends.</summary>
    public ReadOnlySpan<int> Buckets => _buckets;

    /// <summary>The names' hashes, bucket by bucket.</summary>
    public ReadOnlySpan<int> Hashes => _hashes;

    /// <summary>The records' places, in the same order.</summary>
    public ReadOnlySpan<int> Records => _records;

    /// <summary>Sorts names into buckets; within a bucket they keep their order.</summary>
    /// <param name="hash">The hash of the names.</param>
    /// <param name="hashes">The names' hashes.</param>
    /// <param name="records">The records' places, in the same order.</param>
    public static NameTable Make(NameHash hash, ReadOnlySpan<int> hashes, ReadOnlySpan<int> records)
    {
        int count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, hashes.Length));
        int[] buckets = new int[count + 1];
        foreach (int value in hashes)
        {
            buckets[(value & (count - 1)) + 1]++;
        }

        for (int i = 1; i <= count; i++)
        {
            buckets[i] += buckets[i - 1];
        }

        int[] sortedHashes = new int[hashes.Length];
        int[] sortedRecords = new int[hashes.Length];
        int[] next = buckets[..count];
        for (int i = 0; i < hashes.Length; i++)
        {
            int place = next[hashes[i] & (count - 1)]++;
            sortedHashes[place] = hashes[i];
            sortedRecords[place] = records[i];
        }

        return new NameTable(hash, buckets, sortedHashes, sortedRecords);
    }

    /// <summary>Adds the places of the records that may have the name, each once, in ascending order.</summary>
    /// <returns>The steps that it took.</returns>
    public int Find(string name, List<int> found)
    {
        Span<byte> bytes = stackalloc byte[Limits.DependencyNameLength];
        if (!Encoding.UTF8.TryGetBytes(name, bytes, out int length))
        {
            return 1;
        }

        int hash = (int)Hash.Of(bytes[..length]);
        int bucket = hash & (_buckets.Length - 2);
        int last = -1;
        for (int i = _buckets[bucket]; i < _buckets[bucket + 1]; i++)
        {
            // A record that has the name twice stands twice in a row.
            if (_hashes[i] == hash && _records[i] != last)
            {
                last = _records[i];
                found.Add(last);
            }
        }

        return 1 + _buckets[bucket + 1] - _buckets[bucket];
    }
}
