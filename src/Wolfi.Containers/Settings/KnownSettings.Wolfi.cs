namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiRepository</c>.</summary>
    public static Setting WolfiRepository { get; } = Property("https://packages.wolfi.dev/os",
        "Repository of packages, as folder or URL; on the command line it takes the place of the items.");

    /// <summary>The property <c>WolfiKey</c>.</summary>
    public static Setting WolfiKey { get; } = Property("",
        "Public key file of the repository; on the command line it takes the place of the items.");

    /// <summary>The property <c>WolfiPackage</c>.</summary>
    public static Setting WolfiPackage { get; } = Property("", "Packages to add, separated by semicolons; together with the items.");

    /// <summary>The property <c>WolfiMinimumSignature</c>.</summary>
    public static Setting WolfiMinimumSignature { get; } = Property("RSA256",
        "The weakest signature that counts: RSA (SHA-1), RSA256 or RSA512.");

    /// <summary>The property <c>WolfiFips</c>.</summary>
    public static Setting WolfiFips { get; } = Property("false",
        "Whether nothing counts that FIPS 140-3 does not approve: no SHA-1, RSA keys of at least 3072 bits, each package signed by itself; see docs/signing.md.");

    /// <summary>The property <c>WolfiImageLayout</c>.</summary>
    public static Setting WolfiImageLayout { get; } = Property("<publish folder>-image/layout",
        "Folder of the image as OCI layout. false writes none beside a ContainerRegistry: then no package is fetched whose layer the registry has; see docs/registries.md.");

    /// <summary>The property <c>WolfiArchiveFormat</c>.</summary>
    public static Setting WolfiArchiveFormat { get; } = Property("docker", "Form of the archive: docker or oci.");

    /// <summary>The property <c>WolfiPackageSigningKey</c>.</summary>
    public static Setting WolfiPackageSigningKey { get; } = Property("a key made for this build and dropped; where the development key signs, or nothing does, and CI is not true, one that the user keeps",
        "File of the RSA private key (PEM) that signs the app's packages.");

    /// <summary>The property <c>WolfiIncludeSymbols</c>.</summary>
    public static Setting WolfiIncludeSymbols { get; } = Property("false", "Whether pdb files ship.");

    /// <summary>The property <c>WolfiAllowRoot</c>.</summary>
    public static Setting WolfiAllowRoot { get; } = Property("false", "Whether ContainerUser may be root.");

    /// <summary>The property <c>WolfiCacheFolder</c>.</summary>
    public static Setting WolfiCacheFolder { get; } = Property("wolfi-containers in the user's cache folder",
        "Folder of the package cache.");

    /// <summary>The property <c>WolfiCacheSize</c>.</summary>
    public static Setting WolfiCacheSize { get; } = Property("5 GB",
        "How large the package cache may grow, in MB or GB; what was used longest ago goes first.");

    /// <summary>The property <c>WolfiCredentialCommand</c>.</summary>
    public static Setting WolfiCredentialCommand { get; } = Property("$(WOLFI_CREDENTIAL_COMMAND)",
        "Program that is asked for a private repository's credentials, with the host as its argument; see docs/repositories.md.");
}
