using System.Collections.Immutable;

namespace Wolfi.Containers.Locking;

/// <summary>What is locked for one architecture.</summary>
public sealed record LockedArchitecture
{
    /// <summary>apk's name, such as <c>x86_64</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Digest of what was asked for and of the repositories' rules: <c>sha256:</c> and lower-case hexadecimal.</summary>
    public required string Needs { get; init; }

    /// <summary>The atoms that were asked for, each once, ordered.</summary>
    public required ImmutableArray<string> World { get; init; }

    /// <summary>The packages, ordered by name.</summary>
    public required ImmutableArray<LockedPackage> Packages { get; init; }

    /// <summary>The locked package of that name, or null.</summary>
    public LockedPackage? Find(string package) => Packages.FirstOrDefault(locked => locked.Name == package);

    /// <summary>The same with every list in its order.</summary>
    public LockedArchitecture Sorted() => this with
    {
        World = [.. World.Order(StringComparer.Ordinal)],
        Packages = [.. Packages.OrderBy(package => package.Name, StringComparer.Ordinal)],
    };
}
