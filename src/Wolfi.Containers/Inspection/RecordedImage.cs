using System.Collections.Immutable;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Inspection;

/// <summary>What an image of ours records about itself in <c>etc/wolfi-containers.json</c>, as far as an inspection shows it.</summary>
public sealed record RecordedImage
{
    /// <summary>apk's word for the architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Canonical URLs of the repositories; null for one that goes by its keys.</summary>
    public required ImmutableArray<string?> Repositories { get; init; }

    /// <summary>Packages that the project asked for by name.</summary>
    public required ImmutableArray<string> World { get; init; }

    /// <summary>What the app needs from the distribution, with the reasons.</summary>
    public required ImmutableArray<Need> Needs { get; init; }

    /// <summary>What the app might use, and no package was added for.</summary>
    public required ImmutableArray<Need> Hints { get; init; }

    /// <summary>Needs that the project left out against the rules' advice.</summary>
    public required ImmutableArray<string> OmittedNeeds { get; init; }

    /// <summary>The distribution's packages: the first layers, in order.</summary>
    public required ImmutableArray<RecordedPackage> Packages { get; init; }

    /// <summary>The app's own packages, in layer order.</summary>
    public required ImmutableArray<RecordedPackage> App { get; init; }

    /// <summary>Names of certificates that the project added.</summary>
    public required ImmutableArray<string> DeclaredCertificates { get; init; }

    /// <summary>Names of accounts that the project added.</summary>
    public required ImmutableArray<string> DeclaredAccounts { get; init; }

    /// <summary>Paths of files that the project added.</summary>
    public required ImmutableArray<string> DeclaredFiles { get; init; }

    /// <summary>Files of packages that give capabilities to whoever runs them, as the project allowed, each as <c>PACKAGE:/path</c>.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>Whether the project added anything by hand.</summary>
    public bool HasDeclared => DeclaredCertificates.Length + DeclaredAccounts.Length + DeclaredFiles.Length > 0;
}
