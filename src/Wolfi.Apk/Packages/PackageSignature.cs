using System.Collections.Immutable;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Packages;

/// <summary>One <c>.SIGN.ALGORITHM.KEY</c> entry.</summary>
/// <param name="AlgorithmName">The word in the entry's name, such as <c>RSA256</c>.</param>
/// <param name="KeyName">The public key's file name.</param>
/// <param name="Value">The raw signature.</param>
public sealed record PackageSignature(string AlgorithmName, string KeyName, ImmutableArray<byte> Value)
{
    /// <summary>The algorithm; null for one that is unknown here.</summary>
    public SignatureAlgorithm? Algorithm => SignatureAlgorithms.FromEntryName(AlgorithmName);
}
