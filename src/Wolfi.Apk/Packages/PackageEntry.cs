using System.Collections.Immutable;

namespace Wolfi.Apk.Packages;

/// <summary>One entry of a package's data member.</summary>
public sealed record PackageEntry
{
    /// <summary>Path in the image: no leading or trailing slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is.</summary>
    public required PackageEntryKind Kind { get; init; }

    /// <summary>Permission bits, with setuid, setgid and sticky.</summary>
    public required int Mode { get; init; }

    /// <summary>User number.</summary>
    public int Uid { get; init; }

    /// <summary>Group number.</summary>
    public int Gid { get; init; }

    /// <summary>Content bytes; 0 for all but files.</summary>
    public long Size { get; init; }

    /// <summary>Modification time, seconds since 1970.</summary>
    public long ModificationTime { get; init; }

    /// <summary>Target of a link.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>SHA-1 of the content (of the target's for a hard link, of the text for a symbolic link), lower-case hexadecimal; null when there is no record.</summary>
    public string? Sha1 { get; init; }

    /// <summary>Extended attributes by name.</summary>
    public ImmutableSortedDictionary<string, string> ExtendedAttributes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
