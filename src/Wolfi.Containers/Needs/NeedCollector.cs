using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Needs;

/// <summary>Gathers needs while the rules run; each key once.</summary>
internal sealed class NeedCollector
{
    private readonly Dictionary<string, (SortedSet<string> Atoms, List<NeedEvidence> Evidence)> _needs = new(StringComparer.Ordinal);

    /// <summary>Adds atoms and one reason to the need of that key; a hint adds no atoms.</summary>
    public void Add(string key, IEnumerable<string> atoms, NeedEvidence evidence)
    {
        if (!_needs.TryGetValue(key, out (SortedSet<string> Atoms, List<NeedEvidence> Evidence) need))
        {
            _needs[key] = need = (new SortedSet<string>(StringComparer.Ordinal), []);
        }

        if (evidence.Confidence != NeedConfidence.Hint)
        {
            need.Atoms.UnionWith(atoms);
        }

        if (!need.Evidence.Contains(evidence))
        {
            need.Evidence.Add(evidence);
        }
    }

    /// <summary>The needs: known keys in the table's order, then the libraries by name. Hints beside a real reason are not told.</summary>
    public ImmutableArray<Need> ToNeeds() => [.. Ordered(isHint: false).Select(need => need with { Evidence = [.. need.Evidence.Where(evidence => evidence.Confidence != NeedConfidence.Hint)] })];

    /// <summary>What there are only hints of.</summary>
    public ImmutableArray<Need> ToHints() => [.. Ordered(isHint: true)];

    private IEnumerable<Need> Ordered(bool isHint) => _needs
        .Where(need => need.Value.Evidence.All(evidence => evidence.Confidence == NeedConfidence.Hint) == isHint)
        .OrderBy(need => Rank(need.Key))
        .ThenBy(need => need.Key, StringComparer.Ordinal)
        .Select(need => new Need
        {
            Key = need.Key,
            Atoms = [.. need.Value.Atoms.Select(DependencyAtom.Parse)],
            Evidence = [.. need.Value.Evidence],
        });

    private static int Rank(string key) => NeedRules.KeyOrder.IndexOf(key) is >= 0 and int rank ? rank : int.MaxValue;
}
