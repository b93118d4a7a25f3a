using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Inspection;

/// <summary>Checks a package file by itself: no index vouches for it, so it must be signed.</summary>
public static class PackageChecker
{
    /// <summary>Reads a whole package: structure, data hash, every file's checksum. Says nothing about signers.</summary>
    /// <exception cref="WolfiException">Something is wrong with it.</exception>
    public static ApkPackage Read(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            return ApkPackageReader.Read(stream, name, cancellationToken);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }

    /// <summary>Reads a whole package and verifies its signatures.</summary>
    /// <param name="stream">Readable and seekable.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="keys">Keys that may sign it.</param>
    /// <param name="minimum">The weakest algorithm that counts.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="WolfiException">Something is wrong with it, or it is not signed strongly enough by one of the keys.</exception>
    public static PackageCheck Verify(Stream stream, string name, Keyring keys, SignatureAlgorithm minimum, CancellationToken cancellationToken)
    {
        ApkPackage package = Read(stream, name, cancellationToken);
        PackageSignatureCheck check = VerifySignatures(package, keys, minimum);
        if (check.Signed)
        {
            return new PackageCheck(package, check, package.Entries.Count(entry => entry.Kind == PackageEntryKind.File));
        }

        string notes = string.Join(' ', check.Notes);
        throw package.Signatures.IsEmpty ? RepositoryErrors.Unsigned.Fail($"{name} carries no signature.")
            : check.VerifiedBy.IsEmpty ? RepositoryErrors.UnknownKey.Fail($"{name} is signed by no known key. {notes}")
            : RepositoryErrors.WeakSignature.Fail($"{name} is not signed strongly enough. {notes}");
    }

    private static PackageSignatureCheck VerifySignatures(ApkPackage package, Keyring keys, SignatureAlgorithm minimum)
    {
        try
        {
            return ApkPackageVerifier.VerifySignatures(package, keys, minimum);
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
    }
}
