using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

// The choice for one name, and what it takes away from others.
internal sealed partial class Search
{
    private void Decide(SolverName name)
    {
        if (ChooseFor(name) is Candidate candidate)
        {
            if (!candidate.Selectable || !candidate.TagAllowed)
            {
                Broken.Add(candidate);
            }

            Assign(candidate.Name, new Offer(candidate, candidate.Record.Version));
            foreach ((SolverName provided, PackageVersion? version) in candidate.Provides)
            {
                Assign(provided, new Offer(candidate, version));
            }

            foreach (Dependency dependency in candidate.Depends)
            {
                Apply(dependency, candidate);
            }

            return;
        }

        Assign(name, null);
        if (name.Requirers > 0)
        {
            Missing.Add(name);
        }
    }

    private Candidate? ChooseFor(SolverName name)
    {
        if (name.Requirers == 0 && !name.HasInstallIf)
        {
            return null;
        }

        Offer? best = null;
        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            bool triggered = name.Requirers > 0 || (candidate.InstallIfTriggered && candidate.TagAllowed && candidate.Selectable);
            if (triggered && IsAutoSelectable(offer) && (best is not Offer other || CandidateOrder.Compare(offer, other) > 0))
            {
                best = offer;
            }
        }

        return best?.Candidate;
    }

    private void Assign(SolverName name, Offer? chosen)
    {
        if (name.Locked)
        {
            NoteClash(name, chosen);
            return;
        }

        name.Locked = true;
        name.Chosen = chosen;
        Leave(name);
        if (chosen is { Candidate.InstallIfTriggered: true } triggered && name.Requirers == 0)
        {
            foreach (Dependency dependency in triggered.Candidate.InstallIf)
            {
                if (!dependency.Name.Locked)
                {
                    Apply(dependency, triggered.Candidate);
                }
            }
        }

        budget.Spend(1 + name.Offers.Length);
        foreach (Offer offer in name.Offers)
        {
            // Several packages may provide a name without a version.
            if (offer.Candidate != chosen?.Candidate && (chosen?.Version is not null || offer.Version is not null))
            {
                TakeAway(offer.Candidate, new Fall.Taken(name, chosen?.Candidate));
            }
        }

        MarkReverseDepends(name);
        if (chosen is Offer some)
        {
            MarkReverseInstallIf(some.Candidate);
        }
        else
        {
            MarkReverseInstallIf(name);
        }
    }

    // Who depends on the loser looks again, even when it was lost before: all that they wait for may be decided now.
    private void TakeAway(Candidate candidate, Fall fall)
    {
        candidate.Disqualify(fall);
        if (candidate.Seen)
        {
            MarkReverse(candidate);
        }
    }

    // As in apk, a package that provides its own name, or one name twice, clashes with itself.
    private void NoteClash(SolverName name, Offer? chosen)
    {
        if (chosen is not Offer second || (second.Version is null && name.Chosen?.Version is null))
        {
            return;
        }

        Broken.Add(second.Candidate);
        if (name.Chosen is Offer first)
        {
            Broken.Add(first.Candidate);
            Clashes.Add((name, first.Candidate, second.Candidate));
        }
    }
}
