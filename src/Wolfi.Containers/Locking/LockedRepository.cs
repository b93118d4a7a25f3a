using System.Collections.Immutable;

namespace Wolfi.Containers.Locking;

/// <summary>A repository as a lock file remembers it.</summary>
public sealed record LockedRepository
{
    /// <summary>What it goes by.</summary>
    public required RepositoryName Name { get; init; }

    /// <summary>The rules of the names that it may provide (<c>acme-*</c>), ordered; empty for all.</summary>
    public ImmutableArray<string> PackagePatterns { get; init; } = [];

    /// <summary>Its indexes when they were last read, ordered by architecture.</summary>
    public ImmutableArray<LockedIndex> Indexes { get; init; } = [];

    /// <summary>The least that vouched for any of its locked packages; null when none is locked.</summary>
    public LockedSignature? Signatures { get; init; }

    /// <summary>What is remembered of an architecture's index, or null.</summary>
    public LockedIndex? IndexOf(string architecture) => Indexes.FirstOrDefault(index => index.Architecture == architecture);

    /// <summary>The same with every list in its order.</summary>
    public LockedRepository Sorted() => this with
    {
        PackagePatterns = [.. PackagePatterns.Order(StringComparer.Ordinal)],
        Indexes = [.. Indexes.OrderBy(index => index.Architecture, StringComparer.Ordinal)],
    };
}
