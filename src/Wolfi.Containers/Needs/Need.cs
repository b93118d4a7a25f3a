using System.Collections.Immutable;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Needs;

/// <summary>One thing that the image must have beside the app, with the reasons.</summary>
public sealed record Need
{
    /// <summary>The need's name: <c>runtime</c>, <c>icu</c>, <c>openssl</c>, <c>ca-certificates</c>, <c>tzdata</c>, <c>libc</c>, <c>libstdc++</c>, <c>libgcc</c>, <c>base</c>, or <c>so:NAME</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What goes into the world: sonames, and package names only where no soname exists. Empty when another need's package brings it.</summary>
    public ImmutableArray<DependencyAtom> Atoms { get; init; } = [];

    /// <summary>The reasons; at least one.</summary>
    public required ImmutableArray<NeedEvidence> Evidence { get; init; }
}
