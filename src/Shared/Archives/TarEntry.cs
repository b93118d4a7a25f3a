using System.Collections.Immutable;

namespace Wolfi.Archives;

/// <summary>One entry of a tar stream, as stored: extended headers are applied, nothing is normalised or judged.</summary>
internal sealed record TarEntry
{
    /// <summary>One of <see cref="TarTypes"/>, or any other byte that was read.</summary>
    public required byte TypeFlag { get; init; }

    /// <summary>The name, with a directory's trailing slash if it has one.</summary>
    public required string Path { get; init; }

    /// <summary>A link's target; empty for others.</summary>
    public string LinkPath { get; init; } = "";

    /// <summary>The mode field as stored.</summary>
    public required int Mode { get; init; }

    /// <summary>User number.</summary>
    public long Uid { get; init; }

    /// <summary>Group number.</summary>
    public long Gid { get; init; }

    /// <summary>Bytes of content.</summary>
    public long Size { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long ModificationTime { get; init; }

    /// <summary>User name; not used when numbers count.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Group name.</summary>
    public string GroupName { get; init; } = "";

    /// <summary>All records of the entry's pax header when read, in order; when writing, records beyond those that the writer makes itself.</summary>
    public ImmutableArray<PaxRecord> PaxRecords { get; init; } = [];

    /// <summary>Whether the target came from a GNU long-link entry, which some readers cut off.</summary>
    public bool HasGnuLongLink { get; init; }

    /// <summary>Where the entry's own header stands in the tar stream; 0 for one to write.</summary>
    public long Offset { get; init; }

    /// <summary>The record of that keyword, or null.</summary>
    public PaxRecord? FindPaxRecord(string key)
    {
        foreach (PaxRecord record in PaxRecords)
        {
            if (record.Key == key)
            {
                return record;
            }
        }

        return null;
    }
}
