using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

// What follows from constraints and from choices already made.
internal sealed partial class Search
{
    private void Apply(Dependency dependency, Candidate? asking)
    {
        (DependencyAtom atom, SolverName name) = dependency;
        if (!atom.IsConflict && ++name.Requirers == 1)
        {
            RequirersChanged(name);
        }

        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            if (!Offer.Satisfies(offer, atom, asking))
            {
                candidate.Conflicts++;
                Disqualify(candidate, new Fall.Constraint(atom, asking));
            }
            else if (asking is null)
            {
                candidate.AskedByWorld(atom.Tag);
            }
            else
            {
                candidate.AskedBy(asking);
            }
        }
    }

    private void RequirersChanged(SolverName name)
    {
        Enqueue(name, again: false);
        MarkReverseInstallIf(name);
        MarkDirty(name);
    }

    private void Disqualify(Candidate candidate, Fall fall)
    {
        if (!candidate.Disqualify(fall))
        {
            return;
        }

        MarkReverseDepends(candidate.Name);
        foreach ((SolverName provided, _) in candidate.Provides)
        {
            MarkReverseDepends(provided);
        }

        MarkReverseInstallIf(candidate);
    }

    // Drops candidates that became impossible, pulls in what all that are left have in common.
    private void Reconsider(SolverName name)
    {
        bool checkDepends = name.ReevaluateDepends;
        bool checkInstallIf = name.ReevaluateInstallIf;
        name.ReevaluateDepends = false;
        name.ReevaluateInstallIf = false;
        name.HasInstallIf = false;
        name.NoInstallIf = true;

        Candidate? first = null;
        int options = 0;
        bool autoSelectable = false;
        bool tagMissing = false;
        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            candidate.MergedLast = false;
            if (checkDepends && candidate.Selectable)
            {
                CheckDepends(candidate);
            }

            if (!candidate.Selectable)
            {
                continue;
            }

            if (checkInstallIf)
            {
                CheckInstallIf(candidate);
            }

            name.HasInstallIf |= candidate.InstallIfTriggered;
            name.NoInstallIf &= candidate.InstallIfFailed;
            autoSelectable |= candidate.InstallIfTriggered;
            if (name.Requirers > 0)
            {
                first ??= candidate;
                CountForMerge(offer, options++);
                tagMissing |= !candidate.TagAllowed;
                autoSelectable |= IsAutoSelectable(offer);
            }
        }

        name.HasOptions = options > 1 || tagMissing;
        bool moved = autoSelectable != name.HasAutoSelectable;
        name.HasAutoSelectable = autoSelectable;
        if (first is not null)
        {
            MergeDepends(first, options);
            MergeProvides(name, first, options);
        }

        name.ReverseDependsDone = name.ReverseDepends.TrueForAll(reverse => reverse.Locked);
        Enqueue(name, moved);
    }

    private void CheckDepends(Candidate candidate)
    {
        foreach (Dependency dependency in candidate.Depends)
        {
            if (!CanBeSatisfied(dependency, candidate))
            {
                Disqualify(candidate, new Fall.Broken(dependency));
                return;
            }
        }
    }

    private bool CanBeSatisfied(Dependency dependency, Candidate asking)
    {
        (DependencyAtom atom, SolverName name) = dependency;
        if (name.Locked)
        {
            return Offer.Satisfies(name.Chosen, atom, asking);
        }

        if (name.Requirers == 0 && Offer.Satisfies(null, atom, asking))
        {
            return true;
        }

        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            if (offer.Candidate.Selectable && Offer.Satisfies(offer, atom, asking))
            {
                return true;
            }
        }

        return false;
    }

    private void CheckInstallIf(Candidate candidate)
    {
        if (!candidate.InstallIfTriggered && !candidate.InstallIfFailed)
        {
            candidate.InstallIfTriggered = true;
            foreach ((DependencyAtom atom, SolverName name) in candidate.InstallIf)
            {
                if (!name.Locked)
                {
                    if (atom.IsConflict)
                    {
                        name.NeededForInstallIf = true;
                        Enqueue(name, again: false);
                    }

                    candidate.InstallIfTriggered = false;
                    break;
                }

                if (!Offer.Satisfies(name.Chosen, atom, candidate))
                {
                    candidate.InstallIfTriggered = false;
                    candidate.InstallIfFailed = true;
                    break;
                }
            }
        }

        if (candidate.InstallIfTriggered)
        {
            foreach (Dependency dependency in candidate.InstallIf)
            {
                candidate.AskedBy(dependency.Name.Chosen?.Candidate);
            }
        }
    }

    // A name's count stays at "options" only when every candidate so far had it.
    private void CountForMerge(Offer offer, int options)
    {
        Candidate candidate = offer.Candidate;
        candidate.MergedLast = true;
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

    // A provide without version is not chosen unasked, unless it has a priority or its package is wanted by its own name.
    private static bool IsAutoSelectable(Offer offer) =>
        offer.Version is not null || offer.Candidate.Record.ProviderPriority != 0 || offer.Candidate.Name.Requirers > 0;
}
