using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wolfi.Apk.Packages;
using Wolfi.Archives;

namespace Wolfi.Apk.Signing;

/// <summary>The entries <c>.SIGN.ALGORITHM.KEY</c> of a signature member, of packages and indexes alike.</summary>
internal static class SignatureEntries
{
    private const string Prefix = ".SIGN.";

    /// <summary>Whether the entry's name is that of a signature: a member that begins with one is a signature member.</summary>
    public static bool IsSignature(TarEntry entry) => entry.Path.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads all entries of a signature member. Anything else in it is refused: nothing covers it.</summary>
    public static ImmutableArray<PackageSignature> Read(TarReader tar, TarEntry first, string input)
    {
        ImmutableArray<PackageSignature>.Builder signatures = ImmutableArray.CreateBuilder<PackageSignature>();
        HashSet<string> names = new(StringComparer.Ordinal);
        for (TarEntry? entry = first; entry is not null; entry = tar.ReadEntry())
        {
            if (!IsSignature(entry) || entry.TypeFlag != TarTypes.File)
            {
                throw new ApkException(ApkFault.ForbiddenEntry, $"{input}: the entry '{TarText.Printable(entry.Path)}' stands in the signature member and is no signature.");
            }

            if (names.Count == Limits.Signatures)
            {
                throw new ApkException(ApkFault.LimitExceeded, $"{input}: has more than {Limits.Signatures} signatures.");
            }

            if (!names.Add(entry.Path))
            {
                throw new ApkException(ApkFault.ForbiddenEntry, $"{input}: the signature '{TarText.Printable(entry.Path)}' is there twice.");
            }

            signatures.Add(Parse(entry, tar.ReadContentToEnd(Limits.SignatureSize), input));
        }

        return signatures.ToImmutable();
    }

    /// <summary>The name of the entry for a signature by that key.</summary>
    public static string EntryName(SignatureAlgorithm algorithm, string keyName) => $"{Prefix}{algorithm.EntryName()}.{keyName}";

    private static PackageSignature Parse(TarEntry entry, byte[] value, string input)
    {
        string rest = entry.Path[Prefix.Length..];
        int dot = rest.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || !rest.AsSpan(0, dot).ContainsOnlyUpperAndDigits() || !KeyNames.IsValid(rest[(dot + 1)..]))
        {
            throw new ApkException(ApkFault.ForbiddenEntry, $"{input}: the signature's name '{TarText.Printable(entry.Path)}' is not '.SIGN.ALGORITHM.KEY'.");
        }

        return new PackageSignature(rest[..dot], rest[(dot + 1)..], ImmutableCollectionsMarshal.AsImmutableArray(value));
    }

    private static bool ContainsOnlyUpperAndDigits(this ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }

        return text.Length <= 16;
    }
}
