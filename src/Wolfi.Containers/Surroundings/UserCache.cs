using Wolfi.Apk.Caching;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Surroundings;

/// <summary>Where a user's package cache lies, and the key of what is derived from it.</summary>
public static class UserCache
{
    private const string FolderName = "wolfi-containers";

    /// <summary>Absolute path of the cache.</summary>
    /// <param name="named">The folder that the user named; null for the user's own.</param>
    /// <exception cref="WolfiException">The user has none.</exception>
    public static string Folder(string? named) => TryFolder(named) ?? throw SettingsErrors.NoCacheFolder.Fail();

    /// <summary>Absolute path of the cache; null when the user has none.</summary>
    /// <param name="named">The folder that the user named; null for the user's own.</param>
    public static string? TryFolder(string? named) => named is not null
        ? Path.GetFullPath(named)
        : UserFolders.Cache(Environment.GetEnvironmentVariable) is { } folder ? FolderIn(folder) : null;

    /// <summary>The user's key; one for this process alone where the user has no folder for it.</summary>
    public static DerivedKey Key() => UserFolders.Data(Environment.GetEnvironmentVariable) is { } data
        ? DerivedKey.ReadOrMake(DerivedKeyFileIn(data))
        : DerivedKey.MakeForThisProcess();

    internal static string FolderIn(string userCacheFolder) => Path.Combine(userCacheFolder, FolderName);

    internal static string DerivedKeyFileIn(string userDataFolder) => Path.Combine(userDataFolder, FolderName, "derived.key");

    internal static string DevelopmentKeyFileIn(string userDataFolder) => Path.Combine(userDataFolder, FolderName, "development.key");

    internal static string DevelopmentPackageKeyFileIn(string userDataFolder) => Path.Combine(userDataFolder, FolderName, "development.rsa");
}
