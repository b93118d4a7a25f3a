using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;

namespace Wolfi.Apk.Packages;

/// <summary>Checks who vouches for a package that was read: its own signatures, and a record of a signed index.</summary>
public static class ApkPackageVerifier
{
    /// <summary>Verifies the package's own signatures.</summary>
    /// <param name="package">The package.</param>
    /// <param name="keys">The keys that may sign it.</param>
    /// <param name="minimum">The weakest algorithm that counts.</param>
    /// <exception cref="ApkException"><see cref="ApkFault.BadSignature"/>: a signature with a known key name does not verify, whatever the others say.</exception>
    public static PackageSignatureCheck VerifySignatures(ApkPackage package, Keyring keys, SignatureAlgorithm minimum)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(keys);
        return SignatureVerifier.Verify(package.Signatures, package.ControlBytes.AsSpan(), keys, minimum, Name(package.Info));
    }

    /// <summary>Verifies the signatures of a package of which only the head is at hand.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.BadSignature"/>.</exception>
    public static PackageSignatureCheck VerifySignatures(PackageHead head, Keyring keys, SignatureAlgorithm minimum)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(keys);
        return SignatureVerifier.Verify(head.Signatures, head.ControlBytes.AsSpan(), keys, minimum, Name(head.Info));
    }

    /// <summary>Checks that the package is the one that an index names: identity, size, name, version, architecture, dependencies and provides.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.ControlChecksumMismatch"/>, <see cref="ApkFault.SizeMismatch"/> or <see cref="ApkFault.RecordMismatch"/>.</exception>
    public static void MatchRecord(ApkPackage package, IndexRecord record)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(record);
        string name = $"{record.Name}-{record.Version}";
        if (package.Checksum != record.Checksum)
        {
            throw new ApkException(ApkFault.ControlChecksumMismatch, $"{name}: the package's checksum is {package.Checksum}, but the index names {record.Checksum}.");
        }

        if (package.FileSize != record.Size)
        {
            throw new ApkException(ApkFault.SizeMismatch, $"{name}: the package has {package.FileSize} bytes, but the index names {record.Size}.");
        }

        Match(name, "name", package.Info.Name, record.Name);
        Match(name, "version", package.Info.Version.ToString(), record.Version.ToString());
        Match(name, "architecture", package.Info.Architecture, record.Architecture);
        Match(name, "dependencies", Items(package.Info.Depends), Items(record.Depends));
        Match(name, "provides", Items(package.Info.Provides), Items(record.Provides));
    }

    /// <summary>Checks that the package is the one that was pinned: the record's identity, size, name, version and architecture, and every hash.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.PinMismatch"/>.</exception>
    public static void MatchPin(ApkPackage package, IndexRecord record, PackagePin pin)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(pin);
        ReadOnlySpan<(string What, object OfPackage, object Pinned)> facts =
        [
            ("checksum", package.Checksum, record.Checksum),
            ("size", package.FileSize, record.Size),
            ("SHA-256", package.FileSha256, pin.Sha256),
            ("name", package.Info.Name, record.Name),
            ("version", package.Info.Version.ToString(), record.Version.ToString()),
            ("architecture", package.Info.Architecture, record.Architecture),
            ("data hash", package.Info.DataHash, pin.DataHash),
            ("diff id", package.DiffId, pin.DiffId),
            ("data size", package.DataSize, pin.DataSize),
            ("installed size", package.Info.InstalledSize, pin.InstalledSize),
        ];
        foreach ((string what, object ofPackage, object pinned) in facts)
        {
            if (!ofPackage.Equals(pinned))
            {
                throw new ApkException(ApkFault.PinMismatch, string.Create(CultureInfo.InvariantCulture, $"{record}: the package's {what} is {ofPackage}, but {pinned} was locked."));
            }
        }
    }

    // Order and repetition mean nothing in either place.
    private static string Items<T>(ImmutableArray<T> items) =>
        string.Join(' ', items.Select(item => item?.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static void Match(string name, string what, string ofPackage, string ofRecord)
    {
        if (ofPackage != ofRecord)
        {
            throw new ApkException(
                ApkFault.RecordMismatch,
                $"{name}: the package's own {what} '{MessageText.Shorten(ofPackage)}' differ from '{MessageText.Shorten(ofRecord)}' in the index.");
        }
    }

    private static string Name(PackageInfo info) => $"{info.Name}-{info.Version}";
}
