namespace Wolfi.SupplyChain;

/// <summary>Every number that bounds what is read from outside.</summary>
internal static class Limits
{
    /// <summary>Bytes of a document.</summary>
    public const int DocumentBytes = 32 * 1024 * 1024;

    /// <summary>Levels of objects and arrays in a JSON document.</summary>
    public const int JsonDepth = 64;

    /// <summary>Characters of outside text in a message.</summary>
    public const int ShownText = 120;
}
