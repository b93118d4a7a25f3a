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

    public static ImmutableArray<LayerEntry> Plan(ImmutableArray<VerifiedPackage> packages, RootFileSystem root)
    {
        WrittenEntries entries = new(root);
        for (int i = 0; i < packages.Length; i++)
        {
            Apk.Packages.ApkPackage package = packages[i].Package;
            string name = string.Create(CultureInfo.InvariantCulture, $"{Folder}/{i + 1:D3}-{package.Info.Name}-{package.Info.Version}.head");
            entries.AddFile(name, FileModes.File, [.. package.SignatureBytes, .. package.ControlBytes]);
        }

        return entries.ToImmutable();
    }
}
