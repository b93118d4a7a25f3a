using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Evidence;

/// <summary>What the documents about an image are made from: the build's own values, never what can be seen in the result.</summary>
internal sealed record EvidenceInput
{
    /// <summary>What was asked for.</summary>
    public required PublishRequest Request { get; init; }

    /// <summary>The image, its plan, and where the app's files came from.</summary>
    public required BillInput Bill { get; init; }

    /// <summary>The lock file that names the distribution's packages.</summary>
    public required LockFile Lock { get; init; }

    /// <summary>The signed indexes that vouch for packages without a signature of their own.</summary>
    public ImmutableArray<VouchingIndex> Vouchers { get; init; } = [];

    /// <summary>The key that signed the app's packages; null where nobody vouches for it: it was made for this build, and nothing is signed.</summary>
    public PublicKey? PackageKey { get; init; }

    /// <summary>When the build began; null unless provenance is to say so.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>URI of the hosted builder that signs the provenance; null where no service's own identity does.</summary>
    public string? Builder { get; init; }

    /// <summary>The image.</summary>
    public Image Image => Bill.Image;

    /// <summary>The plan of the image.</summary>
    public ImagePlan Plan => Bill.Plan;

    /// <summary>apk's name of the architecture.</summary>
    public string Architecture => Bill.PlanInput.Architecture;

    /// <summary>The distribution's packages in install order.</summary>
    public ImmutableArray<VerifiedPackage> Packages => Bill.PlanInput.Packages;
}
