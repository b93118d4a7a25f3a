using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Keys;

/// <summary>What the mode demands in which only algorithms count that FIPS 140-3 approves (SP 800-131A, with RSA of at least 3072 bits as for CNSA).</summary>
public static class FipsMode
{
    /// <summary>The fewest bits of an RSA key.</summary>
    public const int LeastRsaBits = 3072;

    /// <summary>What is wrong with keys, in their order.</summary>
    public static IEnumerable<Diagnostic> FaultsOf(IEnumerable<PublicKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Where(key => key.Bits < LeastRsaBits).DistinctBy(key => key.Fingerprint).Select(key => FipsErrors.WeakKey.Create(key.Name, key.Bits, LeastRsaBits));
    }

    /// <summary>What is wrong with the weakest signature that is to count; null for nothing.</summary>
    /// <param name="minimum">The weakest signature.</param>
    /// <param name="setting">What says so.</param>
    public static Diagnostic? FaultOf(SignatureAlgorithm minimum, string setting) =>
        minimum == SignatureAlgorithm.Rsa ? FipsErrors.Contradicted.Create(setting, "it accepts signatures of SHA-1") : null;
}
