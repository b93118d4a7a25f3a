using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Plans;

/// <summary>
/// Everything that an image's layers are a function of. A build has it from the project; a verification reads it from the image and its record,
/// and computes the image again by the same functions.
/// </summary>
public abstract record ImageParts
{
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

    /// <summary>What the project declares.</summary>
    public DeclaredInput Declared { get; init; } = DeclaredInput.None;

    /// <summary>Version of the .NET SDK: an input of compressed bytes.</summary>
    public required string SdkVersion { get; init; }

    /// <summary>The app's folder in the image; absolute.</summary>
    public abstract string WorkingDirectory { get; }
}
