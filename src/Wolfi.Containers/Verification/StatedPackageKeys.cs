using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>Holds the signatures of the app's packages to the keys that the signed statement of package heads names.</summary>
internal static class StatedPackageKeys
{
    /// <summary>What is wrong with the signatures. A statement that names no keys says nothing of whose they are.</summary>
    /// <param name="stated">The statement.</param>
    /// <param name="wanted">The layers that are packages.</param>
    /// <param name="found">What was read of each.</param>
    /// <param name="minimum">The weakest signature that counts.</param>
    public static IEnumerable<Diagnostic> Check(
        PackageHeadsPredicate stated, ImmutableArray<PackageLayers.Wanted> wanted, ImmutableArray<PackageLayers.Found> found, SignatureAlgorithm minimum)
    {
        if (stated.Keys.IsEmpty)
        {
            yield break;
        }

        foreach ((PackageLayers.Wanted layer, PackageLayers.Found read) in wanted.Zip(found))
        {
            if (layer.IsTeam && read.Package is { } package && FaultOf(stated, package, minimum) is { } fault)
            {
                yield return AccountErrors.TeamHeadDiffers.Create(layer.Index + 1, layer.Title, fault);
            }
        }
    }

    private static string? FaultOf(PackageHeadsPredicate stated, ApkPackage package, SignatureAlgorithm minimum)
    {
        try
        {
            Keyring keys = Keyring.Create(stated.Keys.Select(key => PublicKey.Parse(key.Name, key.Pem)));
            return ApkPackageVerifier.VerifySignatures(package, keys, minimum).Signed ? null : "none of the keys that are stated with its head signed it";
        }
        catch (ApkException e)
        {
            return e.Message.TrimEnd('.');
        }
    }
}
