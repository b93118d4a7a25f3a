using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Plans;

/// <summary>One layer, decided but not made.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Class">Who answers for its bytes.</param>
public abstract record PlannedLayer(LayerKind Kind, ByteClass Class)
{
    /// <summary>What the image's history says of it.</summary>
    public abstract string History { get; }

    /// <summary>A package's data member, byte for byte.</summary>
    /// <param name="Kind">Package or team.</param>
    /// <param name="Class">Who answers for it.</param>
    /// <param name="Package">What was read of the package.</param>
    /// <param name="File">The .apk file that holds the member.</param>
    public sealed record Verbatim(LayerKind Kind, ByteClass Class, ApkPackage Package, PackageFile File) : PlannedLayer(Kind, Class)
    {
        /// <inheritdoc/>
        public override string History => $"{Package.Info.Name}-{Package.Info.Version}";
    }

    /// <summary>A layer that we write.</summary>
    /// <param name="Kind">Proof or state.</param>
    /// <param name="Class">Who answers for it.</param>
    /// <param name="Entries">Its entries in order.</param>
    public sealed record Written(LayerKind Kind, ByteClass Class, ImmutableArray<LayerEntry> Entries) : PlannedLayer(Kind, Class)
    {
        /// <inheritdoc/>
        public override string History => Kind.Name();
    }
}
