namespace Wolfi.Containers.Locking;

/// <summary>What a lock file knows a repository by, wherever its packages are fetched from: never a folder of one machine, a mirror or a user's name.</summary>
/// <param name="Url">The canonical URL; null for a folder without one, which goes by its key.</param>
/// <param name="Key">SHA-256 of the DER of a key that its packages are signed with, in lower-case hexadecimal.</param>
/// <param name="Tag">The tag of a repository for pinned packages; null for an ordinary one.</param>
/// <param name="Place">Which one it is of those that are the same in all that, from 1, in the project's order: two folders signed by one key.</param>
public sealed record RepositoryName(string? Url, string Key, string? Tag = null, int Place = 1) : IComparable<RepositoryName>
{
    /// <summary>By URL, key and tag, in the order of their bytes, and by place.</summary>
    public int CompareTo(RepositoryName? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = string.CompareOrdinal(Url, other.Url);
        order = order != 0 ? order : string.CompareOrdinal(Key, other.Key);
        order = order != 0 ? order : string.CompareOrdinal(Tag, other.Tag);
        return order != 0 ? order : Place.CompareTo(other.Place);
    }

    /// <summary>The name for messages: <c>@tag </c> where there is one, then the URL, or the key's first letters.</summary>
    public override string ToString() => (Tag is null ? "" : $"@{Tag} ") + (Url ?? $"the folder with the key {Key[..12]}…") + (Place == 1 ? "" : $" (number {Place})");
}
