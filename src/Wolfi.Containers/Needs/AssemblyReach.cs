using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>The assemblies that an app's code reaches over references, and on which way.</summary>
internal sealed class AssemblyReach
{
    private readonly Dictionary<string, AppAssembly> _assemblies;
    private readonly Dictionary<string, string?> _from = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Walks the references.</summary>
    /// <param name="assemblies">All that ships.</param>
    /// <param name="isTrimmed">True when unused code was removed: then whatever is left is in reach.</param>
    public AssemblyReach(ImmutableArray<AppAssembly> assemblies, bool isTrimmed)
    {
        _assemblies = assemblies
            .GroupBy(assembly => assembly.Assembly.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        Queue<AppAssembly> todo = new(assemblies.Where(assembly => isTrimmed || !assembly.IsFramework));
        foreach (AppAssembly root in todo)
        {
            _from.TryAdd(root.Assembly.Name, null);
        }

        ImmutableArray<AppAssembly>.Builder reached = ImmutableArray.CreateBuilder<AppAssembly>();
        while (todo.TryDequeue(out AppAssembly? assembly))
        {
            reached.Add(assembly);
            foreach (string reference in Referenced(assembly.Assembly))
            {
                if (_assemblies.TryGetValue(reference, out AppAssembly? next) && _from.TryAdd(reference, assembly.Assembly.Name))
                {
                    todo.Enqueue(next);
                }
            }
        }

        Reached = reached.ToImmutable();
    }

    /// <summary>The assemblies in reach, the app's own first, then by distance.</summary>
    public ImmutableArray<AppAssembly> Reached { get; }

    // A facade references all that it hands on to: only what is used of it counts.
    private IEnumerable<string> Referenced(AssemblyFile assembly)
    {
        foreach (string reference in assembly.References)
        {
            if (!NeedRules.Facades.Contains(reference) || !_assemblies.TryGetValue(reference, out AppAssembly? facade) || facade.Assembly.Forwarded.IsEmpty)
            {
                yield return reference;
                continue;
            }

            HashSet<string> used = [.. assembly.Forwarded.Where(type => type.Assembly == reference).Select(type => type.Type)];
            foreach (string target in facade.Assembly.Forwarded.Where(type => used.Contains(type.Type)).Select(type => type.Assembly).Distinct(StringComparer.Ordinal))
            {
                yield return target;
            }
        }
    }

    /// <summary>The way to an assembly in reach, such as <c>app.dll -> System.Net.Http.dll</c>; empty for one that is there by itself.</summary>
    public string WayTo(AppAssembly assembly)
    {
        List<string> way = [];
        for (string? name = _from[assembly.Assembly.Name]; name is not null; name = _from[name])
        {
            way.Add(_assemblies[name].File.RelativePath);
        }

        way.Reverse();
        return string.Join(" -> ", way);
    }
}
