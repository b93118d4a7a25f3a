using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Resolutions;

namespace Wolfi.Containers.Locking;

/// <summary>What is asked for on one architecture.</summary>
/// <param name="Architecture">apk's name, such as <c>x86_64</c>.</param>
/// <param name="World">The atoms, with whoever asks for them.</param>
/// <param name="Repositories">The project's repositories, in order of preference: their keys and rules decide, never a lock file's.</param>
public sealed record LockRequest(string Architecture, ImmutableArray<WorldAtom> World, ImmutableArray<PackageRepository> Repositories)
{
    /// <summary>The atoms, each once, ordered.</summary>
    public ImmutableArray<string> Atoms => [.. World.Select(asked => asked.Atom).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
