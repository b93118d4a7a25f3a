using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>A package under one of its names.</summary>
/// <param name="Candidate">The package.</param>
/// <param name="Version">The version under that name: the package's own, or the provided one; null for a provide without version.</param>
internal sealed record Offer(Candidate Candidate, PackageVersion? Version)
{
    /// <summary>Whether choosing this offer satisfies the atom. Without an offer only a conflict is satisfied.</summary>
    /// <param name="offer">The offer, or null for none.</param>
    /// <param name="atom">The dependency.</param>
    /// <param name="asking">The package that has the dependency, or null for the world: no package conflicts with itself.</param>
    public static bool Satisfies(Offer? offer, DependencyAtom atom, Candidate? asking)
    {
        if (offer is not Offer some || (atom.IsConflict && some.Candidate == asking))
        {
            return atom.IsConflict;
        }

        bool matches = atom.Operator == VersionOperator.Checksum
            ? string.Equals(some.Candidate.Record.Checksum, atom.Version, StringComparison.Ordinal)
            : atom.Admits(some.Version);
        return matches != atom.IsConflict;
    }
}
