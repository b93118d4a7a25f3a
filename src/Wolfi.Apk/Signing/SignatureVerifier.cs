using System.Collections.Immutable;
using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Signing;

/// <summary>The rule for several signatures: each one with a known key name must verify, the strongest known algorithm decides,
/// unknown algorithms and unknown keys are noted, neither failure nor pass.</summary>
internal static class SignatureVerifier
{
    /// <exception cref="ApkException"><see cref="ApkFault.BadSignature"/>: a known key's signature does not verify.</exception>
    public static PackageSignatureCheck Verify(
        ImmutableArray<PackageSignature> signatures, ReadOnlySpan<byte> signedBytes, Keyring keys, SignatureAlgorithm minimum, string input)
    {
        ImmutableArray<string>.Builder verified = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<string>.Builder notes = ImmutableArray.CreateBuilder<string>();
        SignatureAlgorithm? strongest = null;
        foreach (PackageSignature signature in signatures)
        {
            if (signature.Algorithm is not SignatureAlgorithm algorithm)
            {
                notes.Add($"The signature of '{signature.KeyName}' uses the unknown algorithm {signature.AlgorithmName}.");
                continue;
            }

            if (keys.Find(signature.KeyName) is not PublicKey key)
            {
                notes.Add($"The key '{signature.KeyName}' is not known.");
                continue;
            }

            if (!key.Verify(signedBytes, signature.Value.AsSpan(), algorithm))
            {
                throw new ApkException(ApkFault.BadSignature, $"{input}: the {signature.AlgorithmName} signature of '{signature.KeyName}' does not verify: the file was changed after it was signed, or another key of that name signed it.");
            }

            verified.Add(signature.KeyName);
            strongest = strongest is null || algorithm > strongest ? algorithm : strongest;
            if (algorithm < minimum)
            {
                notes.Add($"The {signature.AlgorithmName} signature of '{signature.KeyName}' is weaker than {minimum.EntryName()}.");
            }
        }

        return new PackageSignatureCheck(strongest >= minimum, verified.ToImmutable(), strongest, notes.ToImmutable());
    }
}
