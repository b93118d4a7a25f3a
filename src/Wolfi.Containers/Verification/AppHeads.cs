using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Inspection;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>
/// The control members of the app's packages: as an attestation states them, else written again from the package database, of which they are
/// a function. Signatures of the app's packages are not in the image: whoever signs the image answers for them.
/// </summary>
internal static class AppHeads
{
    /// <summary>The head of one package.</summary>
    /// <param name="stated">Heads that were attested for this image.</param>
    /// <param name="layer">The package's layer, counted from 0.</param>
    /// <param name="package">The package as recorded.</param>
    /// <param name="database">The package database.</param>
    /// <exception cref="FormatException">There is none; the message says why, as the end of a sentence.</exception>
    public static ReadOnlyMemory<byte> Of(ImmutableArray<StatedPackageHead> stated, int layer, RecordedPackage package, byte[] database)
    {
        if (stated.FirstOrDefault(head => head.Layer == layer) is { } head)
        {
            return head.Name == package.Name && head.Version == package.Version
                ? (ReadOnlyMemory<byte>)(byte[])[.. head.Signature, .. head.Control]
                : throw new FormatException($"the attested head is that of {head.Name}-{head.Version}");
        }

        InstalledBlock block = InstalledBlock.Find(database, package.Name) ?? throw new FormatException("the package database does not have it");
        try
        {
            return ApkPackageWriter.WriteControl(block.ToInfo(package.DataHash));
        }
        catch (ApkException e)
        {
            throw new FormatException(e.Message.TrimEnd('.'), e);
        }
    }
}
