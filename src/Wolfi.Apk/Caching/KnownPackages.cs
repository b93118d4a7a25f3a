using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;

namespace Wolfi.Apk.Caching;

/// <summary>
/// What reading packages showed, kept as derived entries: each package's facts by its head's hash, so that its data is inflated once only, and its head by checksum
/// and size, as an index names it, so that all about the package is known where its file is not at hand.
/// </summary>
internal sealed class KnownPackages(DerivedStore store)
{
    private const string FactsKind = "package";
    private const string HeadKind = "package-head";

    /// <summary>Reads a package from its first byte to its last, and keeps what that shows.</summary>
    /// <param name="stream">The .apk file.</param>
    /// <param name="shown">What to call it in messages.</param>
    /// <param name="allowedCapabilities">The files that may have capabilities.</param>
    /// <param name="keepHead">Whether the head of a package is kept too whose facts were known.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="ApkException">Something is wrong with it.</exception>
    public ApkPackage Read(Stream stream, string shown, ImmutableArray<string> allowedCapabilities, bool keepHead, CancellationToken cancellationToken)
    {
        string head = "";
        PackageFacts? known = null;
        ApkPackage package = ApkPackageReader.Read(stream, shown, sha256 => known = FindFacts(head = sha256), allowedCapabilities, cancellationToken);
        if (known is null)
        {
            store.Write(FactsKind, head, PackageFacts.Of(package).ToBytes());
        }

        string name = NameOf(package.Checksum, package.FileSize);
        if (known is null || (keepHead && !store.Has(HeadKind, name, package.SignatureBytes.Length + package.ControlBytes.Length)))
        {
            store.Write(HeadKind, name, [.. package.SignatureBytes, .. package.ControlBytes]);
        }

        return package;
    }

    /// <summary>A package that was read before, without its file; null where that is not known of it.</summary>
    /// <param name="checksum">Its control member's checksum.</param>
    /// <param name="size">Bytes of its file.</param>
    /// <param name="shown">What to call it in messages.</param>
    /// <param name="allowedCapabilities">The files that may have capabilities.</param>
    /// <exception cref="ApkException">It is not what may be used.</exception>
    public ApkPackage? Find(string checksum, long size, string shown, ImmutableArray<string> allowedCapabilities) =>
        store.TryRead(HeadKind, NameOf(checksum, size)) is { } head ? ApkPackageReader.Recall(head, size, shown, FindFacts, allowedCapabilities) : null;

    private PackageFacts? FindFacts(string head) => store.TryRead(FactsKind, head) is { } bytes ? PackageFacts.TryParse(bytes) : null;

    private static string NameOf(string checksum, long size) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{checksum}\n{size}\n"))));
}
