using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Mirroring;

/// <summary>Where in a mirror each repository of a lock file lies.</summary>
internal static class MirrorFolders
{
    private const int KeyDigits = 12;

    /// <summary>A folder for each repository: the mirror itself for a single one, else one below it that is named after the repository. The same repository with and without a tag is one.</summary>
    /// <param name="root">Absolute path of the mirror.</param>
    /// <param name="repositories">The repositories that packages are locked from.</param>
    public static ImmutableDictionary<RepositoryName, string> Of(string root, IEnumerable<RepositoryName> repositories)
    {
        ImmutableArray<IGrouping<string, RepositoryName>> groups = [.. repositories.Distinct().GroupBy(name => FolderName(name))];
        return groups
            .SelectMany(group => group.Select(name => KeyValuePair.Create(name, groups.Length == 1 ? root : Path.Combine(root, group.Key))))
            .ToImmutableDictionary();
    }

    // The key is part of the name: two repositories of one address, signed by different keys, are two.
    private static string FolderName(RepositoryName name)
    {
        string address = name.Url is null ? "" : name.Url[(name.Url.IndexOf("://", StringComparison.Ordinal) + "://".Length)..];
        string readable = string.Concat(address.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-', '.');
        string place = name.Place > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{name.Place}") : "";
        return $"{readable}-{name.Key[..KeyDigits]}{place}".TrimStart('-');
    }
}
