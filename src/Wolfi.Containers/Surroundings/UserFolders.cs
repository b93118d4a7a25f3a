namespace Wolfi.Containers.Surroundings;

/// <summary>Where a user's caches and data lie, by each system's own convention.</summary>
internal static class UserFolders
{
    /// <summary>Absolute path of the folder; null when the user has none.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? Cache(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
        {
            return Absolute(variable("LOCALAPPDATA"));
        }

        string? home = Absolute(variable("HOME"));
        if (OperatingSystem.IsMacOS())
        {
            return home is null ? null : Path.Combine(home, "Library", "Caches");
        }

        return Absolute(variable("XDG_CACHE_HOME")) ?? (home is null ? null : Path.Combine(home, ".cache"));
    }

    /// <summary>Absolute path of the folder for what must outlive a cache; null when the user has none.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static string? Data(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
        {
            return Absolute(variable("APPDATA"));
        }

        string? home = Absolute(variable("HOME"));
        if (OperatingSystem.IsMacOS())
        {
            return home is null ? null : Path.Combine(home, "Library", "Application Support");
        }

        return Absolute(variable("XDG_DATA_HOME")) ?? (home is null ? null : Path.Combine(home, ".local", "share"));
    }

    // The XDG specification: relative paths are to be ignored.
    private static string? Absolute(string? path) => !string.IsNullOrEmpty(path) && Path.IsPathFullyQualified(path) ? path : null;
}
