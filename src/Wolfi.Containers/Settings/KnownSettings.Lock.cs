namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiLockFile</c>.</summary>
    public static Setting WolfiLockFile { get; } = Property("wolfi.lock.json beside the project", "The lock file.");

    /// <summary>The property <c>WolfiLockedMode</c>.</summary>
    public static Setting WolfiLockedMode { get; } = Property("true where CI or ContinuousIntegrationBuild is true, else false",
        "Whether the lock file must be there and fit; it is never written then.");

    /// <summary>The property <c>WolfiUpdate</c>.</summary>
    public static Setting WolfiUpdate { get; } = Property("false", "Whether all packages are resolved anew and the lock file is renewed.");

    /// <summary>The property <c>WolfiRequireListed</c>.</summary>
    public static Setting WolfiRequireListed { get; } = Property("false",
        "Whether the repositories' indexes are read to check that they still list all locked packages.");

    /// <summary>The property <c>WolfiMaxIndexAge</c>.</summary>
    public static Setting WolfiMaxIndexAge { get; } = Property("any age",
        "How long ago the newest package of an index that is read may have been built, such as 14d or 36h.");

    /// <summary>The property <c>WolfiAllowDowngrade</c>.</summary>
    public static Setting WolfiAllowDowngrade { get; } = Property("",
        "Packages that may get a lower version than is locked, separated by semicolons.");

    /// <summary>The property <c>WolfiOffline</c>.</summary>
    public static Setting WolfiOffline { get; } = Property("false", "Whether the network is refused; all that is missing is told at once.");
}
