using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>One line of the table of needs that no native file names: the runtime or the app opens them by itself.</summary>
internal sealed record NeedRule
{
    /// <summary>The need's key; also its section in <c>docs/needs.md</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What answers it: sonames, and names of packages only where no soname says it. Empty for a hint.</summary>
    public ImmutableArray<string> Atoms { get; init; } = [];

    /// <summary>True when the distribution's runtime package depends on it by itself, so that a framework-dependent app asks for nothing.</summary>
    public bool ComesWithRuntime { get; init; }

    /// <summary>The signs, the surest first.</summary>
    public required ImmutableArray<NeedSign> Signs { get; init; }

    /// <summary>The runtime switch that removes the need when it is true.</summary>
    public string? Unless { get; init; }

    /// <summary>The file whose presence in the app removes the need, by the beginning of its name, where the switch <see cref="OwnCopySwitch"/> says that it is used.</summary>
    public string? OwnCopy { get; init; }

    /// <summary>The switch that makes the runtime use the app's own copy.</summary>
    public string? OwnCopySwitch { get; init; }

    /// <summary>True when the need is added, to be safe, where there is code that can't be looked into.</summary>
    public bool IsAssumedWhenUnseen { get; init; }

    /// <summary>What happens without it, as a whole clause.</summary>
    public required string Consequence { get; init; }

    /// <summary>Whether a project may add it or leave it out by name.</summary>
    public bool IsDeclarable { get; init; } = true;
}
