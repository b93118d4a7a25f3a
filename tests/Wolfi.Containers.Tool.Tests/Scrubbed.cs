using System.Text.RegularExpressions;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>Output without what a key made for this run, the compressor's version or the test's folder put into it.</summary>
internal static partial class Scrubbed
{
    public static string Text(string text, string folder) => Size().Replace(
        Checksum().Replace(Hash().Replace(text.Replace(folder, "FOLDER", StringComparison.Ordinal), "HASH"), "Q1CHECKSUM"), "${name}SIZE");

    /// <summary>The text without the sizes of small packages, to which signatures by a key made for this run contribute.</summary>
    public static string Sizes(string text) => KiloBytes().Replace(text, "N.N kB");

    [GeneratedRegex(@"[0-9]\.[0-9] kB")]
    private static partial Regex KiloBytes();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    [GeneratedRegex("Q1[A-Za-z0-9+/]{27}=")]
    private static partial Regex Checksum();

    [GeneratedRegex("""(?<name>"size": |size +)[0-9.]+( k?B)?""")]
    private static partial Regex Size();
}
