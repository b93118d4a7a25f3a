namespace Wolfi.SupplyChain.Components;

/// <summary>A hash of a component's bytes.</summary>
/// <param name="Algorithm">The algorithm.</param>
/// <param name="Hex">Lower-case hexadecimal digits.</param>
public sealed record ContentHash(HashKind Algorithm, string Hex)
{
    /// <summary>Reads the digits, in either case; null when there are too few, too many, or others.</summary>
    public static ContentHash? TryCreate(HashKind algorithm, string? hex) =>
        hex is not null && hex.Length == DigitsOf(algorithm) && hex.All(char.IsAsciiHexDigit) ? new ContentHash(algorithm, hex.ToLowerInvariant()) : null;

    private static int DigitsOf(HashKind algorithm) => algorithm switch
    {
        HashKind.Sha1 => 40,
        HashKind.Sha256 => 64,
        _ => 128,
    };
}
