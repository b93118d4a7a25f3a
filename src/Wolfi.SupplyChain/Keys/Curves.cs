using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>The one curve whose keys are taken.</summary>
internal static class Curves
{
    private const string P256 = "1.2.840.10045.3.1.7";

    public static ECCurve Curve => ECCurve.NamedCurves.nistP256;

    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusableKey"/>: the key is on another curve.</exception>
    public static void Demand(ECDsa key, string name)
    {
        ECCurve curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (!curve.IsNamed || curve.Oid.Value != P256)
        {
            throw new EvidenceException(
                EvidenceFault.UnusableKey, FormattableString.Invariant($"{name} is an ECDSA key of {key.KeySize} bits on another curve than P-256."));
        }
    }
}
