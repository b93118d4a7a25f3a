using System.Collections.Immutable;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Resolutions;

/// <summary>The distribution's packages of one image, fetched and verified.</summary>
/// <param name="World">What was asked for, and by whom.</param>
/// <param name="Packages">In install order.</param>
public sealed record ResolvedWorld(ImmutableArray<WorldAtom> World, ImmutableArray<VerifiedPackage> Packages);
