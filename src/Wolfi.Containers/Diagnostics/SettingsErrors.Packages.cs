namespace Wolfi.Containers.Diagnostics;

public static partial class SettingsErrors
{
    /// <summary>A repository's location can't be used.</summary>
    public static DiagnosticDescriptor InvalidLocation { get; } = Error("WOLFI1201", "Impossible repository",
        "WolfiRepository '{0}' can't be used: {1}.",
        "Name a folder, or an https URL that holds ARCHITECTURE/APKINDEX.tar.gz.");

    /// <summary>A repository has no key.</summary>
    public static DiagnosticDescriptor NoKey { get; } = Error("WOLFI1202", "Repository without key",
        "WolfiRepository '{0}' has no key to verify it with.",
        "Name its public key: -p:WolfiKey=FILE.rsa.pub, <WolfiKey Include=\"FILE.rsa.pub\" />, or IndexKeys=\"FILE.rsa.pub\" on the item.");

    /// <summary>WolfiKey with several repositories.</summary>
    public static DiagnosticDescriptor KeyForSeveral { get; } = Error("WOLFI1203", "One key, several repositories",
        "There are {0} repositories, and WolfiKey serves a single one.",
        "Name the keys on each WolfiRepository item by IndexKeys, and by PackageKeys where they differ.");

    /// <summary>A second repository without rules.</summary>
    public static DiagnosticDescriptor NoRules { get; } = Error("WOLFI1204", "Second repository without rules",
        "WolfiRepository '{0}' is one of {1}, and nothing says which packages it may provide.",
        "Add Packages=\"acme-*\" or Tag=\"acme\" to every repository but one.");

    /// <summary>A key file is not there.</summary>
    public static DiagnosticDescriptor KeyNotFound { get; } = Error("WOLFI1220", "No such key file",
        "{0} names the key file {1}, which is not there.",
        "Paths count from the folder of the project file.");

    /// <summary>A key file can't be read.</summary>
    public static DiagnosticDescriptor KeyUnreadable { get; } = Error("WOLFI1221", "Unreadable key",
        "The key file {0} can't be used: {1}",
        "A key is an RSA public key in PEM form; its file name is the name that signatures carry.");

    /// <summary>A package can't be asked for.</summary>
    public static DiagnosticDescriptor InvalidPackage { get; } = Error("WOLFI1222", "No package name",
        "WolfiPackage '{0}' is no package with or without a version bound.",
        "Write a name such as curl, or a bound such as libldap>=2.6.");

    /// <summary>A pattern of package names can't be used.</summary>
    public static DiagnosticDescriptor InvalidPattern { get; } = Error("WOLFI1223", "No name pattern",
        "WolfiRepository '{0}' has the pattern '{1}' in Packages, which is none.",
        "A pattern is a package name in which * stands for any letters.");

    /// <summary>There is no folder for the cache.</summary>
    public static DiagnosticDescriptor NoCacheFolder { get; } = Error("WOLFI1210", "No cache folder",
        "The user has no cache folder: neither XDG_CACHE_HOME nor HOME is set.",
        "Set WolfiCacheFolder, or name the folder with --cache on the command line.");

    /// <summary>A size of the cache that is none.</summary>
    public static DiagnosticDescriptor InvalidCacheSize { get; } = Error("WOLFI1240", "No cache size",
        "WolfiCacheSize '{0}' is no size.",
        "Write a whole number of MB or GB, such as 500 MB or 5 GB.");

    /// <summary>The credential command is not there.</summary>
    public static DiagnosticDescriptor CredentialCommandNotFound { get; } = Error("WOLFI1250", "No such credential command",
        "WolfiCredentialCommand names {0}, which is not there.",
        "Paths count from the folder of the project file; a name without folder is looked for on the search path.");

    /// <summary>An output lies in the publish folder.</summary>
    public static DiagnosticDescriptor OutputInPublishFolder { get; } = Error("WOLFI1211", "Output in the publish folder",
        "{0} '{1}' lies in the publish folder, where it would become part of the app.",
        "Choose a place outside {2}.");

    /// <summary>A declared file lies outside the project.</summary>
    public static DiagnosticDescriptor OutsideProject { get; } = Error("WOLFI1212", "Outside the project",
        "WolfiFile '{0}' is {1}, outside the project's folder.",
        "If that is meant, add AllowOutsideProject=\"true\" to the item.");

    /// <summary>The signing key is not there.</summary>
    public static DiagnosticDescriptor SigningKeyNotFound { get; } = Error("WOLFI1213", "No such signing key",
        "WolfiPackageSigningKey names {0}, which is not there.",
        "Paths count from the folder of the project file.");
}
