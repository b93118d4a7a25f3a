namespace Wolfi.Containers.Surroundings;

/// <summary>Finds programs on the search path, and nowhere else: never in the folder that the build happens to run in.</summary>
internal static class SearchPath
{
    /// <summary>Absolute path of a program; null when it is not there.</summary>
    /// <param name="program">The program's name, without an ending.</param>
    /// <param name="searchPath">The value of PATH.</param>
    public static string? Find(string program, string? searchPath)
    {
        string name = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
