using Wolfi.Apk.Packages;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// States the heads of the app's own packages; the distribution's are in the image itself. The signature of a key that was made for one build and
/// dropped is left out: nobody could check it, and no two builds would state the same.
/// </summary>
internal static class PackageHeadsMaker
{
    public static PackageHeadsPredicate Make(EvidenceInput input)
    {
        bool signed = input.Request.PackageSigningKeyFile is not null;
        return new PackageHeadsPredicate(
        [
            .. input.Plan.Layers.Index()
                .Where(layer => layer.Item.Kind == LayerKind.Team)
                .Select(layer => Head(layer.Index, ((PlannedLayer.Verbatim)layer.Item).Package, signed)),
        ]);
    }

    private static StatedPackageHead Head(int layer, ApkPackage package, bool signed) => new()
    {
        Layer = layer,
        Architecture = package.Info.Architecture,
        Name = package.Info.Name,
        Version = package.Info.Version.ToString(),
        ControlSha256 = Digest.Of(package.ControlBytes.AsSpan()).Hex,
        Signature = signed ? package.SignatureBytes : [],
        Control = package.ControlBytes,
    };
}
