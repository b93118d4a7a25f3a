using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Inspection;

/// <summary>What an image records about the needs of its app.</summary>
public static class ImageNeeds
{
    /// <summary>The needs as they were found when the image was made.</summary>
    /// <exception cref="WolfiException">The image records none.</exception>
    public static NeedSet Of(ImageInspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        return inspection.Record is { Needs.IsEmpty: false } record
            ? new NeedSet { Architecture = record.Architecture, Needs = record.Needs, Hints = record.Hints, Omitted = record.OmittedNeeds }
            : throw AppErrors.NoRecordedNeeds.Fail(inspection.Digest);
    }

    /// <summary>The distribution's packages in the image, with the needs that they answer; sizes are those of their layers.</summary>
    /// <exception cref="WolfiException">The image records no needs.</exception>
    public static NeedReport Report(ImageInspection inspection)
    {
        NeedSet needs = Of(inspection);
        HashSet<string> distribution = [.. inspection.Record!.Packages.Select(package => package.Name)];
        Dictionary<string, long> sizes = inspection.Layers.Where(layer => layer.Package is not null).ToDictionary(layer => layer.Package!, layer => layer.Size, StringComparer.Ordinal);
        return NeedReport.Create(
            needs.Needs,
            [.. inspection.Record.World.Where(atom => DependencyAtom.TryParse(atom, out _))],
            [.. inspection.Packages.Where(package => distribution.Contains(package.Name)).Select(package => RecordOf(package, sizes.GetValueOrDefault(package.Name)))]);
    }

    private static IndexRecord RecordOf(InspectedPackage package, long size) => new()
    {
        Name = package.Name,
        Version = PackageVersion.Parse(package.Version),
        Architecture = package.Architecture,
        Checksum = "",
        Size = size,
        InstalledSize = package.InstalledSize,
        Depends = [.. package.Depends.Select(text => DependencyAtom.TryParse(text, out DependencyAtom? atom) ? atom : null).OfType<DependencyAtom>()],
        Provides = [.. package.Provides.Select(text => Provide.TryParse(text, out Provide? provide) ? provide : null).OfType<Provide>()],
    };
}
