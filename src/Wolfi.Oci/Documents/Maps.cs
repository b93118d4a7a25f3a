using System.Collections.Immutable;

namespace Wolfi.Oci.Documents;

/// <summary>Maps of names, always in ordinal order.</summary>
internal static class Maps
{
    public static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    public static ImmutableSortedSet<string> EmptySet { get; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
