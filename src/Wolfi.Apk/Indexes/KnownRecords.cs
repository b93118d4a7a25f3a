namespace Wolfi.Apk.Indexes;

/// <summary>Where the records that were found in an index text begin, and which packages they describe.</summary>
internal sealed class KnownRecords
{
    private int[] _starts;
    private uint[] _identities;
    private int[] _places;

    /// <summary>Makes the list.</summary>
    /// <param name="expected">About how many records there will be.</param>
    public KnownRecords(int expected)
    {
        _starts = new int[expected];
        _identities = new uint[expected];
        _places = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)expected * 2)];
    }

    /// <summary>How many records there are.</summary>
    public int Count { get; private set; }

    /// <summary>Where each record begins.</summary>
    public int[] ToStarts() => _starts.AsSpan(0, Count).ToArray();

    /// <summary>The place of the record of the same name, version and architecture; -1 when there is none.</summary>
    /// <param name="text">The index text.</param>
    /// <param name="identity">A hash of the three.</param>
    /// <param name="block">The record.</param>
    public int Find(ReadOnlySpan<byte> text, uint identity, TextRange block)
    {
        int mask = _places.Length - 1;
        int slot = (int)identity & mask;
        while (_places[slot] != 0)
        {
            int place = _places[slot] - 1;
            if (_identities[place] == identity && IsSame(text, place, block))
            {
                return place;
            }

            slot = (slot + 1) & mask;
        }

        return -1;
    }

    /// <summary>Adds a record that is not there yet.</summary>
    /// <param name="identity">A hash of name, version and architecture.</param>
    /// <param name="block">The record.</param>
    public void Add(uint identity, TextRange block)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
            Array.Resize(ref _identities, Count * 2);
            _places = new int[_places.Length * 2];
            for (int i = 0; i < Count; i++)
            {
                _places[FreeSlot(_identities[i])] = i + 1;
            }
        }

        _places[FreeSlot(identity)] = Count + 1;
        _identities[Count] = identity;
        _starts[Count++] = block.Start;
    }

    /// <summary>The text of the record at that place.</summary>
    public ReadOnlySpan<byte> BlockAt(ReadOnlySpan<byte> text, int place) => Read(text[_starts[place]..]).Block.Text.Span;

    // Open addressing: one more than a record's place, or 0 where one may stand.
    private int FreeSlot(uint identity)
    {
        int mask = _places.Length - 1;
        int slot = (int)identity & mask;
        while (_places[slot] != 0)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private bool IsSame(ReadOnlySpan<byte> text, int place, TextRange block)
    {
        IndexRecord a = Read(text[_starts[place]..]);
        IndexRecord b = Read(block.Of(text));
        return a.Name == b.Name && a.Version.Equals(b.Version) && a.Architecture == b.Architecture;
    }

    private static IndexRecord Read(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf("\n\n"u8);
        return RecordReader.Read((end < 0 ? text : text[..end]).ToArray());
    }
}
