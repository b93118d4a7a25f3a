using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Tells of one dependency that nothing satisfies which candidates it had, why each fell, and what would help.</summary>
internal sealed class Leaf(Universe universe, AskingChains chains, Dependency dependency, Candidate? asking)
{
    private const int MostCandidates = 10;
    private const string NotTakenUnasked = "without a version or a priority it is not taken unasked";

    private readonly DependencyAtom _atom = dependency.Atom;
    private readonly SolverName _name = dependency.Name;

    public UnsatisfiedDependency Explain(ImmutableArray<string> chain)
    {
        IEnumerable<Offer> offers = _atom.IsConflict ? _name.Offers.Where(offer => offer.Candidate == _name.Chosen?.Candidate) : _name.Offers.Reverse();
        FallenCandidate[] fallen =
        [
            .. offers.Select(Tell),
            .. universe.Refused(_name.Text).Select(refused => new FallenCandidate(Title(refused.Offer), refused.Why, [])),
        ];
        ImmutableArray<FallenCandidate> told = [.. fallen.DistinctBy(candidate => (candidate.Package, candidate.Why)).Take(MostCandidates)];
        ImmutableArray<string> near = fallen.Length == 0 && !CLibraries.IsMusl(_name.Text) ? NearNames.Find(_name.Text, universe.AllNames) : [];
        return new UnsatisfiedDependency(_atom.ToString(), chain, told, near)
        {
            UntoldCandidates = Math.Max(0, fallen.Length - MostCandidates),
            Advice = Advice(chain, told) ?? (near.IsEmpty ? OtherVersion() : null),
        };
    }

    private FallenCandidate Tell(Offer offer)
    {
        ImmutableArray<string> opposed = offer.Candidate.Fall switch
        {
            _ when _atom.IsConflict => chains.To(offer.Candidate),
            _ when !Offer.Satisfies(offer, _atom, asking) => [],
            Fall.Constraint { By: { } by } => chains.To(by),
            Fall.Constraint { Atom: var atom } => [atom.ToString()],
            Fall.Broken { Dependency: { Atom.IsConflict: true, Name.Chosen: { } needed } } => chains.To(needed.Candidate),
            Fall.Taken { By: { } by } => chains.To(by),
            _ => [],
        };
        return new FallenCandidate(Title(offer), Why(offer), opposed);
    }

    private string Title(Offer offer) =>
        string.Equals(offer.Candidate.Record.Name, _name.Text, StringComparison.Ordinal)
            ? offer.Candidate.ToString()
            : $"{offer.Candidate} (provides {new Provide(_name.Text, offer.Version)})";

    private string Why(Offer offer)
    {
        Candidate candidate = offer.Candidate;
        if (_atom.IsConflict)
        {
            return "is needed";
        }

        if (candidate.Fall is not Fall.Unusable && !Offer.Satisfies(offer, _atom, asking))
        {
            string bound = VersionOperators.Text(_atom.Operator) + _atom.Version;
            return _atom.Operator == VersionOperator.Checksum ? "has another checksum" : offer.Version is null ? "has no version to compare" : $"not {bound}";
        }

        return candidate.Fall switch
        {
            Fall fall => fall.ToString(),
            null when !candidate.TagAllowed => $"its repository is tagged '{candidate.Repository.Tag}', which was not asked for",
            null => NotTakenUnasked,
        };
    }

    private string? Advice(ImmutableArray<string> chain, ImmutableArray<FallenCandidate> told)
    {
        if (CLibraries.IsMusl(_name.Text))
        {
            return "that is musl's C library: use a package that is built for this distribution, which has glibc";
        }

        if (_atom.IsConflict)
        {
            return null;
        }

        Offer[] possible = [.. _name.Offers.Where(offer => Offer.Satisfies(offer, _atom, asking))];
        if (possible.Length == 0)
        {
            return RevisionAdvice();
        }

        if (told.Any(candidate => candidate.Why == NotTakenUnasked))
        {
            string[] names = [.. possible.Select(offer => offer.Candidate.Record.Name).Distinct(StringComparer.Ordinal)];
            return names is [var only] ? $"ask for {only}" : $"choose one and ask for it by its own name: {string.Join(", ", names)}";
        }

        string? tag = Array.Find(possible, offer => offer.Candidate.Fall is null && !offer.Candidate.TagAllowed)?.Candidate.Repository.Tag;
        return tag is not null && DependencyAtom.TryParse(chain.FirstOrDefault(), out DependencyAtom? asked) ? $"ask for {asked with { Tag = tag }}" : null;
    }

    // The search never goes back to an older version; a person can.
    private string? OtherVersion()
    {
        if (asking is null)
        {
            return null;
        }

        Candidate? other = asking.Name.Offers.Reverse().Select(offer => offer.Candidate).FirstOrDefault(candidate =>
            candidate.Name == asking.Name
            && (candidate.Fall is null || (candidate.Fall is Fall.Taken taken && taken.By == asking))
            && !candidate.Depends.Any(d => d.Name == _name && d.Atom.IsConflict == _atom.IsConflict)
            && chains.AskFor(asking).All(asked => asked.Dependency.Name.Offers.Any(offer => offer.Candidate == candidate && Offer.Satisfies(offer, asked.Dependency.Atom, asked.Asking))));
        return other is null ? null : $"{other} does without: ask for {other.Record.Name}={other.Record.Version}";
    }

    // "=10.0.110" takes no "10.0.110-r0", which most people mean.
    private string? RevisionAdvice() =>
        _atom.Operator == VersionOperator.Equal
        && PackageVersion.TryParse(_atom.Version, out PackageVersion? bound)
        && _name.Offers.Any(offer => offer.Version?.StartsWith(bound) == true)
            ? $"{_atom with { Operator = VersionOperator.Fuzzy }} takes every version that begins so"
            : null;
}
