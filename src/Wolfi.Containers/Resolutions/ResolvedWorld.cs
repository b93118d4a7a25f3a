using System.Collections.Immutable;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Resolutions;

/// <summary>The distribution's packages of one image, fetched and verified.</summary>
/// <param name="World">What was asked for, and by whom.</param>
/// <param name="Packages">In install order.</param>
public sealed record ResolvedWorld(ImmutableArray<WorldAtom> World, ImmutableArray<VerifiedPackage> Packages)
{
    /// <summary>The indexes that vouch for packages without a signature of their own, one for each repository that has such.</summary>
    public ImmutableArray<VouchingIndex> Vouchers { get; init; } = [];
}
