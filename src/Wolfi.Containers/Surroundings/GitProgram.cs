namespace Wolfi.Containers.Surroundings;

/// <summary>Finds the git program on the search path, and nowhere else: never in the folder that the build happens to run in.</summary>
internal static class GitProgram
{
    public static string? Find(string? searchPath)
    {
        string name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        return (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
