using System.Collections.Immutable;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.Containers.Evidence;

/// <summary>Everything that an image's bill of materials is a function of.</summary>
public sealed record BillInput
{
    /// <summary>The image's name, without tag.</summary>
    public required string ImageName { get; init; }

    /// <summary>The image.</summary>
    public required Image Image { get; init; }

    /// <summary>Its plan.</summary>
    public required ImagePlan Plan { get; init; }

    /// <summary>What the plan was made of.</summary>
    public required ImagePlanInput PlanInput { get; init; }

    /// <summary>Where the app's files came from.</summary>
    public required AppTrace Trace { get; init; }

    /// <summary>What the distribution's packages say of themselves, by name.</summary>
    public ImmutableDictionary<string, PackageDescription> Descriptions { get; init; } = ImmutableDictionary<string, PackageDescription>.Empty;
}
