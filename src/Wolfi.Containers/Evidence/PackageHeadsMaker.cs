using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// States the heads of the app's own packages; the distribution's are in the image itself. With them goes the key that signed them, for which the
/// signer of the statement vouches. Where nobody signs it, the signatures of a key that was made for one build are left out: they would prove nothing.
/// </summary>
internal static class PackageHeadsMaker
{
    public static PackageHeadsPredicate Make(EvidenceInput input)
    {
        ImmutableArray<StatedPackageHead> heads =
        [
            .. input.Plan.Layers.Index()
                .Where(layer => layer.Item.Kind == LayerKind.Team)
                .Select(layer => Head(layer.Index, ((PlannedLayer.Verbatim)layer.Item).Package, signed: input.PackageKey is not null)),
        ];
        return new PackageHeadsPredicate(heads, input.PackageKey is { } key && !heads.IsEmpty ? [new StatedPackageKey(key.Name, key.Pem)] : []);
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
