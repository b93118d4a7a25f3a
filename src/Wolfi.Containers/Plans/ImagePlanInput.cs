using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>Everything that an image's plan is a function of.</summary>
public sealed record ImagePlanInput
{
    /// <summary>The published app.</summary>
    public required PublishedApp App { get; init; }

    /// <summary>The distribution's word for the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>The repositories in order.</summary>
    public required ImmutableArray<PackageRepository> Repositories { get; init; }

    /// <summary>Packages that the project asks for by name: the world beside the app's own package.</summary>
    public required ImmutableArray<string> World { get; init; }

    /// <summary>What the app needs, why, and what the project left out; null where nobody looked.</summary>
    public NeedSet? Needs { get; init; }

    /// <summary>The distribution's packages in install order.</summary>
    public required ImmutableArray<VerifiedPackage> Packages { get; init; }

    /// <summary>The app's own packages, from the one that changes least.</summary>
    public required ImmutableArray<WrittenAppPackage> AppPackages { get; init; }

    /// <summary>Content of those package files that the state layer builds on, by path: accounts and the CA bundle; also what tells the loader where to look.</summary>
    public required ImmutableDictionary<string, ImmutableArray<byte>> PackageFiles { get; init; }

    /// <summary>The container's settings as the project wrote them.</summary>
    public required ContainerSettings Container { get; init; }

    /// <summary>What the project declares.</summary>
    public DeclaredInput Declared { get; init; } = DeclaredInput.None;

    /// <summary>Seconds since 1970 for <c>created</c>.</summary>
    public required long Created { get; init; }

    /// <summary>Version of the .NET SDK: an input of compressed bytes.</summary>
    public required string SdkVersion { get; init; }
}
