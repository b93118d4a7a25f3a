using System.Collections.Immutable;
using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>Architectures that were found in an index text: most records have the one of the record before.</summary>
internal sealed class KnownArchitectures
{
    private readonly List<RecordArchitecture> _all = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private TextRange _last;
    private int _lastNumber;

    /// <summary>All that were found.</summary>
    public ImmutableArray<RecordArchitecture> All => [.. _all];

    /// <summary>The architecture's number; false when the text is none.</summary>
    /// <param name="text">The index text.</param>
    /// <param name="range">Where the architecture stands.</param>
    /// <param name="record">The place of the record that is for it.</param>
    /// <param name="number">The number.</param>
    public bool TryFind(ReadOnlySpan<byte> text, TextRange range, int record, out int number)
    {
        number = _lastNumber;
        ReadOnlySpan<byte> architecture = range.Of(text);
        if (_all.Count > 0 && architecture.SequenceEqual(_last.Of(text)))
        {
            return true;
        }

        string name = Encoding.UTF8.GetString(architecture);
        if (!Architectures.IsValidName(name))
        {
            return false;
        }

        if (!_numbers.TryGetValue(name, out number))
        {
            number = _all.Count;
            _numbers.Add(name, number);
            _all.Add(new RecordArchitecture(name, record));
        }

        (_last, _lastNumber) = (range, number);
        return true;
    }
}
