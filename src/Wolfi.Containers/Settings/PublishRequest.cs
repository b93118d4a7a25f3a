using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Settings;

/// <summary>Everything that one image depends on: validated, absolute, complete. Nothing later reads the environment or the clock.</summary>
public sealed record PublishRequest
{
    /// <summary>The published app.</summary>
    public required PublishedApp App { get; init; }

    /// <summary>The repositories, in order of preference.</summary>
    public required ImmutableArray<PackageRepository> Repositories { get; init; }

    /// <summary>Where the credentials of private repositories are looked for.</summary>
    public CredentialSources Credentials { get; init; } = CredentialSources.None;

    /// <summary>Packages that the project asks for beside what the app needs (<c>WolfiPackage</c> items): atoms in apk's grammar.</summary>
    public ImmutableArray<string> Packages { get; init; } = [];

    /// <summary>Needs that the project adds or leaves out by hand (<c>WolfiNeed</c> items), in order.</summary>
    public ImmutableArray<DeclaredNeed> Needs { get; init; } = [];

    /// <summary>The image's name, without registry and tag.</summary>
    public required string ImageRepository { get; init; }

    /// <summary>The image's tags; at least one.</summary>
    public required ImmutableArray<string> Tags { get; init; }

    /// <summary>What the container runs and how.</summary>
    public required ContainerSettings Container { get; init; }

    /// <summary>Certificates, accounts and files that the project declares.</summary>
    public DeclaredContent Declared { get; init; } = new();

    /// <summary>Where the RSA key comes from that signs the app's packages.</summary>
    public PackageKeySource PackageKey { get; init; } = new();

    /// <summary>Whether only algorithms count that FIPS 140-3 approves; the repositories say so already.</summary>
    public bool Fips { get; init; }

    /// <summary>How the image is signed; null where it is not.</summary>
    public SigningSettings? Signing { get; init; }

    /// <summary>Whether pdb files ship.</summary>
    public bool IncludeSymbols { get; init; }

    /// <summary>Whether the runtime's files for debuggers, dumps and traces are left out of a self-contained app's image.</summary>
    public bool OmitDebuggerFiles { get; init; }

    /// <summary>Whether the image is verified before it is put in its place.</summary>
    public bool Verify { get; init; }

    /// <summary>How the image is started before it is put in its place; null where it is not.</summary>
    public SmokeSettings? SmokeTest { get; init; }

    /// <summary>Whether the build says what other ways to publish would save.</summary>
    public bool ShowAdvice { get; init; } = true;

    /// <summary>Seconds since 1970 for the image's <c>created</c>.</summary>
    public required long Created { get; init; }

    /// <summary>Folder of the OCI layout; null where none is written: then the image goes straight into the registry.</summary>
    public required string? LayoutFolder { get; init; }

    /// <summary>Folder for the fingerprint, the app's packages and evidence, and the prefix of their names (<c>&lt;layout&gt;.</c> when the layout was named by the user, else empty).</summary>
    public required OutputPlace Beside { get; init; }

    /// <summary>Archive file to write, or null.</summary>
    public string? ArchiveFile { get; init; }

    /// <summary>The archive's form.</summary>
    public ArchiveFormat ArchiveFormat { get; init; }

    /// <summary>Where the image is pushed; null where no registry is named.</summary>
    public PushSettings? Push { get; init; }

    /// <summary>Where the image is loaded; null where it is not.</summary>
    public LoadSettings? Load { get; init; }

    /// <summary>Absolute path of the file for the image's digest; null for none.</summary>
    public string? DigestFile { get; init; }

    /// <summary>Absolute path of the file that lines for the build server are added to; null for none.</summary>
    public string? OutputsFile { get; init; }

    /// <summary>The lock file, and what becomes of it.</summary>
    public required LockSettings Lock { get; init; }

    /// <summary>Which documents about the image are made.</summary>
    public EvidenceSettings Evidence { get; init; } = new();

    /// <summary>Whether the network is refused.</summary>
    public bool Offline { get; init; }

    /// <summary>Folder of the user's package cache.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Bytes that the package cache may hold.</summary>
    public long CacheLimit { get; init; } = PackageCache.DefaultLimit;

    /// <summary>File of the user's key that marks derived entries of the cache; it lies outside the cache folder. Null keeps nothing derived between builds.</summary>
    public string? DerivedKeyFile { get; init; }

    /// <summary>Version of the .NET SDK that runs the build: an input of compressed bytes.</summary>
    public required string SdkVersion { get; init; }
}
