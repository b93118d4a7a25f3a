using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Solving;

/// <summary>Which of two offers of one name is better.</summary>
internal static class CandidateOrder
{
    /// <summary>An order that depends on nothing but what the packages are: name, version, repository, build time, identity. Offers of one package are equal in it.</summary>
    public static int CompareIdentity(Offer a, Offer b)
    {
        IndexRecord left = a.Candidate.Record;
        IndexRecord right = b.Candidate.Record;
        int order = string.CompareOrdinal(left.Name, right.Name);
        order = order != 0 ? order : left.Version.CompareTo(right.Version);
        order = order != 0 ? order : a.Candidate.RepositoryPlace.CompareTo(b.Candidate.RepositoryPlace);
        order = order != 0 ? order : (left.BuildTime ?? 0).CompareTo(right.BuildTime ?? 0);
        order = order != 0 ? order : string.CompareOrdinal(left.Checksum, right.Checksum);
        return order != 0 ? order : string.CompareOrdinal(left.Version.ToString(), right.Version.ToString());
    }

    /// <summary>Greater than 0 when <paramref name="a"/> is to be chosen before <paramref name="b"/>: apk's rules for a fresh root, then ours for what apk leaves to the order of records.</summary>
    public static int Compare(Offer a, Offer b)
    {
        Candidate left = a.Candidate;
        Candidate right = b.Candidate;
        int order = left.Selectable.CompareTo(right.Selectable);
        order = order != 0 ? order : left.MergedLast.CompareTo(right.MergedLast);
        order = order != 0 ? order : right.Conflicts.CompareTo(left.Conflicts);
        order = order != 0 ? order : left.TagAllowed.CompareTo(right.TagAllowed);
        order = order != 0 ? order : left.TagPreferred.CompareTo(right.TagPreferred);

        // A provide without version is as good as any version.
        order = order != 0 || a.Version is null || b.Version is null ? order : a.Version.CompareTo(b.Version);
        order = order != 0 || left.Name != right.Name ? order : CompareRepeated(left, right);
        order = order != 0 ? order : left.Record.ProviderPriority.CompareTo(right.Record.ProviderPriority);
        return order != 0 ? order : CompareTies(left, right);
    }

    // Two packages of one name: the higher version; of one version, that of the first repository, whatever priority the other claims.
    private static int CompareRepeated(Candidate left, Candidate right)
    {
        int order = left.Record.Version.CompareTo(right.Record.Version);
        return order != 0 ? order : right.RepositoryPlace.CompareTo(left.RepositoryPlace);
    }

    private static int CompareTies(Candidate left, Candidate right)
    {
        int order = left.Record.Version.CompareTo(right.Record.Version);
        order = order != 0 ? order : right.RepositoryPlace.CompareTo(left.RepositoryPlace);
        order = order != 0 ? order : (left.Record.BuildTime ?? 0).CompareTo(right.Record.BuildTime ?? 0);
        return order != 0 ? order : string.CompareOrdinal(right.Record.Name, left.Record.Name);
    }
}
