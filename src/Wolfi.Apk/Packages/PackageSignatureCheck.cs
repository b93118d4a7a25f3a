using System.Collections.Immutable;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Packages;

/// <summary>What a package's own signatures say under a keyring.</summary>
/// <param name="Signed">Whether a known key signed it with an algorithm of the demanded strength.</param>
/// <param name="VerifiedBy">Names of the keys whose signatures verified, strong enough or not, in the package's order.</param>
/// <param name="Strongest">The strongest algorithm among them; null when no known key signed.</param>
/// <param name="Notes">Signatures that did not count, one sentence each: unknown algorithm, unknown key, too weak.</param>
public sealed record PackageSignatureCheck(
    bool Signed,
    ImmutableArray<string> VerifiedBy,
    SignatureAlgorithm? Strongest,
    ImmutableArray<string> Notes);
