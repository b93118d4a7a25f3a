using System.Security.Cryptography;

namespace Wolfi.SupplyChain.Keys;

/// <summary>The one curve whose keys sign images, and the two more whose keys others use.</summary>
internal static class Curves
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const string P384 = "1.3.132.0.34";
    private const string P521 = "1.3.132.0.35";

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

    /// <summary>Whether a key is on one of NIST's curves of 256, 384 or 521 bits (FIPS 186-5).</summary>
    public static bool IsNist(ECDsa key)
    {
        ECCurve curve = key.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed && curve.Oid.Value is P256 or P384 or P521;
    }

    /// <summary>Whether the framework says with it that bytes are no key or no signature, or on a curve that this machine does not know.</summary>
    public static bool IsRefusal(Exception exception) => exception is CryptographicException or PlatformNotSupportedException;
}
