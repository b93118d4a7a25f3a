using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Wolfi.Apk.Indexes;

/// <summary>The records of an index, in its order. Of an index that was read, each is decoded when it is first asked for. Safe for use by several threads.</summary>
[CollectionBuilder(typeof(IndexRecordList), nameof(Create))]
public sealed class IndexRecordList : IReadOnlyList<IndexRecord>
{
    private readonly IndexRecord?[] _records;
    private readonly IndexTable? _table;
    private readonly Lazy<NameTable> _names;

    private IndexRecordList(IndexRecord?[] records, IndexTable? table)
    {
        _records = records;
        _table = table;
        _names = new Lazy<NameTable>(() => table?.Names ?? NameTableBuilder.Of(this));
    }

    /// <inheritdoc/>
    public int Count => _records.Length;

    /// <summary>The table by which records are found.</summary>
    internal NameTable Names => _names.Value;

    /// <summary>Places of all records that have an install_if rule, and perhaps of some whose rule is void.</summary>
    internal IEnumerable<int> WithInstallIf => _table is not null ? _table.WithInstallIf : Enumerable.Range(0, Count).Where(place => !this[place].InstallIf.IsEmpty);

    /// <summary>The architectures that records are for.</summary>
    internal ImmutableArray<RecordArchitecture> Architectures => _table is not null
        ? _table.Architectures
        : [.. this.Select((record, place) => new RecordArchitecture(record.Architecture, place)).DistinctBy(architecture => architecture.Name, StringComparer.Ordinal)];

    /// <summary>The latest build time of the records; null when no record has one.</summary>
    internal long? NewestBuildTime => _table is not null ? _table.NewestBuildTime : this.Max(record => record.BuildTime);

    /// <inheritdoc/>
    public IndexRecord this[int index] => _records[index] ?? Read(index);

    /// <summary>A list of records that were made.</summary>
    public static IndexRecordList Create(ReadOnlySpan<IndexRecord> records) => new(records.ToArray(), null);

    /// <inheritdoc/>
    public IEnumerator<IndexRecord> GetEnumerator()
    {
        for (int place = 0; place < Count; place++)
        {
            yield return this[place];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The list of the records of a text.</summary>
    internal static IndexRecordList Of(IndexTable table) => new(new IndexRecord?[table.Starts.Length], table);

    // Whoever asks gets the same object, whichever thread was first.
    private IndexRecord Read(int place)
    {
        IndexRecord read = _table!.Read(place);
        return Interlocked.CompareExchange(ref _records[place], read, null) ?? read;
    }
}
