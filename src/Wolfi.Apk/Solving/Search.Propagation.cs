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
        if (candidate.Disqualify(fall))
        {
            MarkReverse(candidate);
        }
    }

    private void MarkReverse(Candidate candidate)
    {
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
        bool hasInstallIf = false;
        bool noInstallIf = true;
        Candidate? first = null;
        int options = 0;
        bool autoSelectable = false;
        bool tagMissing = false;
        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            candidate.Counted = false;
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

            hasInstallIf |= candidate.InstallIfTriggered;
            noInstallIf &= candidate.InstallIfFailed;
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
        name.HasInstallIf = hasInstallIf;
        name.NoInstallIf = noInstallIf;
        bool moved = autoSelectable != name.HasAutoSelectable;
        name.HasAutoSelectable = autoSelectable;
        if (first is not null)
        {
            foreach (Offer offer in name.Offers)
            {
                offer.Candidate.MergedLast = offer.Candidate.Counted;
            }

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

    // A provide without version is not chosen unasked, unless it has a priority or its package is wanted by its own name.
    private static bool IsAutoSelectable(Offer offer) =>
        offer.Version is not null || offer.Candidate.Record.ProviderPriority != 0 || offer.Candidate.Name.Requirers > 0;
}
