namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The items <c>ContainerPort</c>.</summary>
    public static Setting ContainerPort { get; } = Item("", "A port that the container listens on; metadata Type is tcp or udp.");

    /// <summary>The items <c>ContainerEnvironmentVariable</c>.</summary>
    public static Setting ContainerEnvironmentVariable { get; } = Item("", "An environment variable; metadata Value.");

    /// <summary>The items <c>ContainerLabel</c>.</summary>
    public static Setting ContainerLabel { get; } = Item("", "A label; metadata Value. Wins over a generated one.");

    /// <summary>The items <c>ContainerAppCommand</c>.</summary>
    public static Setting ContainerAppCommand { get; } = Item("the app", "The command that starts the app.");

    /// <summary>The items <c>ContainerAppCommandArgs</c>.</summary>
    public static Setting ContainerAppCommandArgs { get; } = Item("", "Arguments that always follow the app's command.");

    /// <summary>The items <c>ContainerDefaultArgs</c>.</summary>
    public static Setting ContainerDefaultArgs { get; } = Item("", "Arguments that a user may override when starting the container.");

    /// <summary>The items <c>ContainerEntrypoint</c>.</summary>
    public static Setting ContainerEntrypoint { get; } = Item("",
        "A program that starts in the app's place and gets its command as arguments.");

    /// <summary>The items <c>ContainerEntrypointArgs</c>.</summary>
    public static Setting ContainerEntrypointArgs { get; } = Item("", "Arguments of ContainerEntrypoint.");

    /// <summary>The items <c>WolfiRepository</c>.</summary>
    public static Setting WolfiRepositoryItem { get; } = Item("https://packages.wolfi.dev/os",
        "A repository of packages; metadata CanonicalUrl, Tag, Packages, IndexKeys, PackageKeys, Signatures (Auto, Packages, Index), AllowHttp.",
        "WolfiRepository");

    /// <summary>The items <c>WolfiKey</c>.</summary>
    public static Setting WolfiKeyItem { get; } = Item("the key of Wolfi, for Wolfi's repository",
        "A public key file of the one repository; with several repositories each names its own by IndexKeys and PackageKeys.", "WolfiKey");

    /// <summary>The items <c>WolfiPackage</c>.</summary>
    public static Setting WolfiPackageItem { get; } = Item("", "A package to add, such as curl or libldap>=2.6.", "WolfiPackage");

    /// <summary>The items <c>WolfiNeed</c>.</summary>
    public static Setting WolfiNeed { get; } = Item("", "A need to add or leave out; metadata Action is Add or Omit.");

    /// <summary>The items <c>WolfiCertificate</c>.</summary>
    public static Setting WolfiCertificate { get; } = Item("", "A PEM file with certificates to trust.");

    /// <summary>The items <c>WolfiAllowCapability</c>.</summary>
    public static Setting WolfiAllowCapability { get; } = Item("",
        "A packaged file that may give capabilities to whoever runs it, such as ping:/usr/bin/ping; without it a package with such a file is refused.");

    /// <summary>The items <c>WolfiAccount</c>.</summary>
    public static Setting WolfiAccount { get; } = Item("",
        "An account; metadata Uid, Gid (else the Uid), Home (else /home/ and the name).");

    /// <summary>The items <c>WolfiFile</c>.</summary>
    public static Setting WolfiFile { get; } = Item("",
        "A file to add; metadata TargetPath, Mode (else 0644), Owner (else 0:0), Replace, AllowOutsideProject.");
}
