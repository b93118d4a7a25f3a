using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

// What all candidates that are left for a name have in common is certain before one of them is chosen.
internal sealed partial class Search
{
    // A name's count stays at "options" only when every candidate so far had it.
    private void CountForMerge(Offer offer, int options)
    {
        Candidate candidate = offer.Candidate;
        candidate.Counted = true;
        budget.Spend(candidate.Depends.Length + candidate.Provides.Length);
        foreach ((DependencyAtom atom, SolverName needed) in candidate.Depends)
        {
            if (!atom.IsConflict && needed.MergedDepends == options)
            {
                needed.MergedDepends++;
            }
        }

        CountProvide(candidate.Name, offer.Version);
        foreach ((SolverName provided, PackageVersion? version) in candidate.Provides)
        {
            CountProvide(provided, version);
        }

        void CountProvide(SolverName provided, PackageVersion? version)
        {
            if (provided.MergedProvides == options)
            {
                provided.MergedProvides++;
                provided.HasVirtualProvide |= version is null;
            }
        }
    }

    private void MergeDepends(Candidate first, int options)
    {
        foreach (Dependency dependency in first.Depends)
        {
            SolverName needed = dependency.Name;
            bool common = needed.MergedDepends == options;
            needed.MergedDepends = 0;
            if (common && options == 1)
            {
                Apply(dependency, first);
            }
            else if (common && needed.Requirers == 0)
            {
                needed.Requirers++;
                RequirersChanged(needed);
                budget.Spend(needed.Offers.Length);
                foreach (Offer offer in needed.Offers)
                {
                    offer.Candidate.AskedBy(first);
                }
            }
        }
    }

    private void MergeProvides(SolverName name, Candidate first, int options)
    {
        Merge(first.Name);
        foreach ((SolverName provided, _) in first.Provides)
        {
            Merge(provided);
        }

        first.Name.HasVirtualProvide = false;
        foreach ((SolverName provided, _) in first.Provides)
        {
            provided.HasVirtualProvide = false;
        }

        void Merge(SolverName common)
        {
            bool complete = common.MergedProvides == options;
            common.MergedProvides = 0;
            if (complete && common != name)
            {
                ExcludeNonProviders(common, name, common.HasVirtualProvide);
            }
        }
    }

    // Whoever is chosen for "must" will own "name" too: candidates of "name" that don't have "must" can't be.
    private void ExcludeNonProviders(SolverName name, SolverName must, bool skipVirtual)
    {
        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            if (candidate.Name != must
                && candidate.Selectable
                && !(skipVirtual && offer.Version is null)
                && !candidate.Provides.Any(provide => provide.Name == must || (skipVirtual && provide.Version is null)))
            {
                Disqualify(candidate, new Fall.LacksProvide(must));
            }
        }
    }
}
