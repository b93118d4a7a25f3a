using System.Collections.Immutable;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Verification;

/// <summary>All of <c>etc/wolfi-containers.json</c>: what is needed to compute an image again.</summary>
internal sealed record RecordedBuild
{
    /// <summary>What an inspection shows too.</summary>
    public required RecordedImage Image { get; init; }

    /// <summary>Version of the .NET SDK.</summary>
    public required string SdkVersion { get; init; }

    /// <summary>The repositories in order.</summary>
    public required ImmutableArray<RecordedRepository> Repositories { get; init; }

    /// <summary>For each package its repository's place.</summary>
    public required ImmutableArray<int> PackageRepositories { get; init; }

    /// <summary>The container's settings.</summary>
    public required ContainerConfiguration Configuration { get; init; }

    /// <summary>Certificates: file name and SHA-256 of the text.</summary>
    public required ImmutableArray<(string Name, string Sha256)> Certificates { get; init; }

    /// <summary>Files of packages that have capabilities, each as <c>PACKAGE:/path</c>.</summary>
    public required ImmutableArray<string> Capabilities { get; init; }

    /// <summary>Accounts.</summary>
    public required ImmutableArray<DeclaredAccount> Accounts { get; init; }

    /// <summary>Files, each with the SHA-256 of its content.</summary>
    public required ImmutableArray<(DeclaredFile File, string Sha256)> Files { get; init; }
}
