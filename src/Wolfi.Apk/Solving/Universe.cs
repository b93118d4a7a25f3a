using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Solving;

/// <summary>The names and packages that a world can reach. Records that nothing reaches are never looked at.</summary>
internal sealed class Universe
{
    private readonly IReadOnlyList<RepositoryIndex> _repositories;
    private readonly ProviderMap[] _maps;
    private readonly OfferFinder _offers;
    private readonly WorkBudget _budget;
    private readonly Dictionary<string, SolverName> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _reverseInstallIf = new(StringComparer.Ordinal);
    private readonly List<SolverName> _discovered = [];

    public Universe(IReadOnlyList<RepositoryIndex> repositories, string architecture, WorkBudget budget)
    {
        _repositories = repositories;
        _budget = budget;
        _maps = [.. repositories.Select(r => new ProviderMap(r.Index.Records))];
        _offers = new OfferFinder(repositories, _maps, architecture, budget);
        CollectInstallIf();
    }

    /// <summary>All names, own and provided, of all repositories.</summary>
    public IEnumerable<string> AllNames => _maps.SelectMany(map => map.Names);

    /// <summary>Who has or provides the name but may not offer it, and the rule that says so.</summary>
    public IEnumerable<(Offer Offer, string Why)> Refused(string name) => _offers.FindRefused(name);

    /// <summary>The state of a name; makes it when it is new.</summary>
    public SolverName Name(string text)
    {
        if (!_names.TryGetValue(text, out SolverName? name))
        {
            _names.Add(text, name = new SolverName(text));
            name.Offers = _offers.Find(text);
        }

        return name;
    }

    /// <summary>Reaches everything that the names can lead to, and gives each name its place in the order of decisions.</summary>
    /// <param name="world">The names that the world asks for; they are decided before the others.</param>
    public void Discover(IReadOnlyList<SolverName> world)
    {
        HashSet<SolverName> asked = [.. world];

        // The walk is a recursion by nature; an explicit stack keeps a long chain of dependencies from ending the process.
        Stack<IEnumerator<SolverName>> stack = new();
        foreach (SolverName root in world)
        {
            Enter(root);
            while (stack.TryPeek(out IEnumerator<SolverName>? top))
            {
                if (top.MoveNext())
                {
                    Enter(top.Current);
                }
                else
                {
                    stack.Pop();
                }
            }
        }

        LinkReverseDepends();

        void Enter(SolverName name)
        {
            if (!name.Seen)
            {
                name.Seen = true;
                stack.Push(Visit(name, asked.Contains(name)).GetEnumerator());
            }
        }
    }

    private IEnumerable<SolverName> Visit(SolverName name, bool asked)
    {
        bool hasPackages = false;
        name.NoInstallIf = true;
        foreach (Offer offer in name.Offers)
        {
            Candidate candidate = offer.Candidate;
            _budget.Spend(1);
            if (!candidate.Seen)
            {
                candidate.Seen = true;
                Open(candidate);
                foreach (Dependency dependency in candidate.Depends)
                {
                    yield return dependency.Name;
                }
            }

            name.NoInstallIf &= candidate.InstallIfFailed;
            hasPackages |= candidate.Name == name;
        }

        foreach (SolverName rule in RulesOf(name))
        {
            yield return rule;
        }

        foreach (Offer offer in name.Offers)
        {
            foreach (SolverName rule in RulesOf(offer.Candidate.Name))
            {
                yield return rule;
            }

            foreach ((SolverName provided, _) in offer.Candidate.Provides)
            {
                yield return provided;
            }
        }

        _discovered.Add(name);
        name.Order = (asked ? 1L << 62 : 0) | (hasPackages ? 1L << 61 : 0) | (long)_discovered.Count;
        foreach (Offer offer in name.Offers)
        {
            foreach (Dependency dependency in offer.Candidate.InstallIf)
            {
                yield return dependency.Name;
            }
        }
    }

    private SolverName[] RulesOf(SolverName name)
    {
        if (name.ReverseInstallIf.Length == 0 && _reverseInstallIf.TryGetValue(name.Text, out SortedSet<string>? rules))
        {
            _budget.Spend(rules.Count);
            name.ReverseInstallIf = [.. rules.Select(Name)];
        }

        return name.ReverseInstallIf;
    }

    // Looks at what a package depends on and provides: done for reachable packages only.
    private void Open(Candidate candidate)
    {
        IndexRecord record = candidate.Record;
        candidate.Name = Name(record.Name);
        _budget.Spend(1 + record.Depends.Length + record.Provides.Length);
        candidate.Depends = [.. record.Depends.Select(atom => new Dependency(atom, Name(atom.Name)))];
        candidate.InstallIf = MayUseInstallIf(candidate) ? [.. record.InstallIf.Select(atom => new Dependency(atom, Name(atom.Name)))] : [];
        candidate.InstallIfFailed = candidate.InstallIf.Length == 0;
        List<ProvidedName> provides = new(record.Provides.Length);
        foreach (Provide provide in record.Provides)
        {
            SolverName name = Name(provide.Name);
            if (name.Offers.Any(offer => offer.Candidate == candidate))
            {
                provides.Add(new ProvidedName(name, provide.Version));
            }
            else if (provide.Version is not null)
            {
                candidate.Withheld.Add(name);
            }
        }

        candidate.Provides = [.. provides];
    }

    // A repository with rules may not slip a package into an image that has nothing else of it.
    private static bool MayUseInstallIf(Candidate candidate) =>
        candidate.Repository.PackagePatterns.IsDefaultOrEmpty
        || candidate.Record.InstallIf.Any(atom => !atom.IsConflict && PackagePatterns.Closeness(candidate.Repository.PackagePatterns, atom.Name) >= 0);

    private void CollectInstallIf()
    {
        for (int place = 0; place < _repositories.Count; place++)
        {
            foreach (int recordPlace in _maps[place].WithInstallIf)
            {
                IndexRecord record = _repositories[place].Index.Records[recordPlace];
                _budget.Spend(record.InstallIf.Length * (1 + record.Provides.Length));
                foreach (DependencyAtom atom in record.InstallIf)
                {
                    if (!_reverseInstallIf.TryGetValue(atom.Name, out SortedSet<string>? rules))
                    {
                        _reverseInstallIf.Add(atom.Name, rules = new SortedSet<string>(StringComparer.Ordinal));
                    }

                    rules.Add(record.Name);
                    rules.UnionWith(record.Provides.Select(provide => provide.Name));
                }
            }
        }
    }

    private void LinkReverseDepends()
    {
        HashSet<SolverName> linked = [];
        foreach (SolverName name in _discovered)
        {
            linked.Clear();
            foreach (Offer offer in name.Offers)
            {
                _budget.Spend(1 + offer.Candidate.Depends.Length);
                foreach (Dependency dependency in offer.Candidate.Depends)
                {
                    if (linked.Add(dependency.Name))
                    {
                        dependency.Name.ReverseDepends.Add(name);
                    }
                }
            }
        }
    }
}
