using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Solving;

/// <summary>Finds the records of an index by own or provided name: only records that are found get decoded.</summary>
internal sealed class ProviderMap(IndexRecordList records)
{
    private readonly List<int> _places = [];

    /// <summary>Places of the records that have an install_if rule.</summary>
    public IEnumerable<int> WithInstallIf => records.WithInstallIf;

    /// <summary>All names, own and provided, with repetitions.</summary>
    public IEnumerable<string> Names => records.SelectMany(record => record.Provides.Select(provide => provide.Name).Prepend(record.Name));

    /// <summary>Adds the records that have or provide the name: the record's place, and the provide's place in it or -1 for the own name.</summary>
    /// <returns>The steps that it took.</returns>
    public int Find(string name, List<NamedRecord> found)
    {
        _places.Clear();
        int steps = records.Names.Find(name, _places);
        foreach (int place in _places)
        {
            IndexRecord record = records[place];
            if (string.Equals(record.Name, name, StringComparison.Ordinal))
            {
                found.Add(new NamedRecord(record, place, record.Version));
            }

            foreach (Versions.Provide provide in record.Provides)
            {
                if (string.Equals(provide.Name, name, StringComparison.Ordinal))
                {
                    found.Add(new NamedRecord(record, place, provide.Version));
                }
            }
        }

        return steps;
    }
}
