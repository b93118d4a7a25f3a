using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Repositories;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Plans;

/// <summary>
/// Plans the proof layer: signature and control member of each distribution package as stored. From the distribution's key
/// they lead to each layer's digest, inside the image, whatever tool copied it.
/// </summary>
internal static class ProofLayerPlanner
{
    public const string Folder = "usr/lib/wolfi-containers/heads";

    /// <summary>Where the head of the package of that place is, counted from 0.</summary>
    public static string PathOf(int place, string name, string version) => string.Create(CultureInfo.InvariantCulture, $"{Folder}/{place + 1:D3}-{name}-{version}.head");

    public static ImmutableArray<LayerEntry> Plan(ImmutableArray<VerifiedPackage> packages, RootFileSystem root)
    {
        WrittenEntries entries = new(root);
        for (int i = 0; i < packages.Length; i++)
        {
            Apk.Packages.ApkPackage package = packages[i].Package;
            entries.AddFile(PathOf(i, package.Info.Name, package.Info.Version.ToString()), FileModes.File, [.. package.SignatureBytes, .. package.ControlBytes]);
        }

        return entries.ToImmutable();
    }
}
