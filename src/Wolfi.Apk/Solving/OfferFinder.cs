using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>Finds who offers a name, and holds each repository to its rules.</summary>
internal sealed class OfferFinder
{
    private const int LongestShortList = 32;

    private static readonly Comparer<Offer> ByIdentity = Comparer<Offer>.Create(CandidateOrder.CompareIdentity);

    private readonly IReadOnlyList<RepositoryIndex> _repositories;
    private readonly ProviderMap[] _maps;
    private readonly Candidate?[][] _candidates;
    private readonly bool _haveRules;
    private readonly string _architecture;
    private readonly WorkBudget _budget;
    private readonly List<NamedRecord> _found = [];

    public OfferFinder(IReadOnlyList<RepositoryIndex> repositories, ProviderMap[] maps, string architecture, WorkBudget budget)
    {
        _repositories = repositories;
        _maps = maps;
        _candidates = [.. repositories.Select(r => new Candidate?[r.Index.Records.Count])];
        _haveRules = repositories.Any(r => !r.Repository.PackagePatterns.IsDefaultOrEmpty);
        _architecture = architecture;
        _budget = budget;
    }

    /// <summary>The packages that have or provide the name and may offer it, in an order that depends on nothing but what they are.</summary>
    public Offer[] Find(string name)
    {
        List<Offer> offers = [];
        List<int> closeness = [];
        int closest = -1;
        for (int place = 0; place < _repositories.Count; place++)
        {
            PackageRepository repository = _repositories[place].Repository;
            _found.Clear();
            _budget.Spend(_maps[place].Find(name, _found));
            int close = _found.Count == 0 ? 0 : PackagePatterns.Closeness(repository.PackagePatterns, name);
            foreach (NamedRecord named in _found)
            {
                if (MayOffer(repository, named.Record.Name))
                {
                    offers.Add(new Offer(CandidateAt(place, named.Place), named.Version));
                    closeness.Add(close);
                    closest = Math.Max(closest, close);
                }
            }
        }

        // Names go to the repositories whose rules name them most closely, whatever versions and priorities the others claim.
        if (closeness.Exists(close => close != closest))
        {
            offers = [.. offers.Where((_, i) => closeness[i] == closest)];
        }

        return Sort(offers);
    }

    /// <summary>The packages that have or provide the name and may not offer it, each with the rule that says so.</summary>
    public IEnumerable<(Offer Offer, string Why)> FindRefused(string name)
    {
        HashSet<Candidate> kept = [.. Find(name).Select(offer => offer.Candidate)];
        List<Offer> refused = [];
        for (int place = 0; place < _repositories.Count; place++)
        {
            _found.Clear();
            _budget.Spend(_maps[place].Find(name, _found));
            refused.AddRange(_found.Select(named => new Offer(CandidateAt(place, named.Place), named.Version)).Where(offer => !kept.Contains(offer.Candidate)));
        }

        return refused.Order(ByIdentity).Select(offer => (offer, WhyRefused(offer.Candidate, name)));
    }

    // Offers of one package are equal and keep their order. Nearly all lists are short.
    private static Offer[] Sort(List<Offer> offers)
    {
        if (offers.Count > LongestShortList)
        {
            return [.. offers.Order(ByIdentity)];
        }

        Offer[] sorted = [.. offers];
        for (int i = 1; i < sorted.Length; i++)
        {
            Offer offer = sorted[i];
            int place = i;
            for (; place > 0 && CandidateOrder.CompareIdentity(sorted[place - 1], offer) > 0; place--)
            {
                sorted[place] = sorted[place - 1];
            }

            sorted[place] = offer;
        }

        return sorted;
    }

    private string WhyRefused(Candidate candidate, string name)
    {
        PackageRepository repository = candidate.Repository;
        if (PackagePatterns.Closeness(repository.PackagePatterns, candidate.Record.Name) < 0)
        {
            return $"its repository {repository} may only provide {string.Join(", ", repository.PackagePatterns)}";
        }

        string taken = MayOffer(repository, candidate.Record.Name) ? name : candidate.Record.Name;
        return $"the rules give {taken} to another repository than {repository}";
    }

    // A package belongs to the repositories whose rules name it most closely; without rules anywhere all may offer it.
    private bool MayOffer(PackageRepository repository, string package)
    {
        if (!_haveRules)
        {
            return true;
        }

        int own = PackagePatterns.Closeness(repository.PackagePatterns, package);
        return own >= 0 && _repositories.All(other => PackagePatterns.Closeness(other.Repository.PackagePatterns, package) <= own);
    }

    private Candidate CandidateAt(int place, int recordPlace)
    {
        ref Candidate? candidate = ref _candidates[place][recordPlace];
        if (candidate is null)
        {
            IndexRecord record = _repositories[place].Index.Records[recordPlace];
            candidate = new Candidate(record, place, _repositories[place].Repository);
            if (record.UnusableBecause is not null)
            {
                candidate.Disqualify(new Fall.Unusable(record.UnusableBecause));
            }
            else if (!Architectures.Fits(record.Architecture, _architecture))
            {
                candidate.Disqualify(new Fall.Unusable($"it is for {MessageText.Shorten(record.Architecture)}"));
            }
        }

        return candidate;
    }
}
