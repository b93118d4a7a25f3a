using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Evidence;

/// <summary>What the documents about an image are made from: the build's own values, never what can be seen in the result.</summary>
internal sealed record EvidenceInput
{
    /// <summary>What was asked for.</summary>
    public required PublishRequest Request { get; init; }

    /// <summary>apk's name of the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The plan of the image.</summary>
    public required ImagePlan Plan { get; init; }

    /// <summary>The image.</summary>
    public required Image Image { get; init; }

    /// <summary>The distribution's packages, and the lock file that names them.</summary>
    public required LockedWorld World { get; init; }

    /// <summary>The app's packages.</summary>
    public required ImmutableArray<WrittenAppPackage> AppPackages { get; init; }

    /// <summary>When the build began; null unless provenance is to say so.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The distribution's packages in install order.</summary>
    public ImmutableArray<VerifiedPackage> Packages => World.Resolved.Packages;
}
