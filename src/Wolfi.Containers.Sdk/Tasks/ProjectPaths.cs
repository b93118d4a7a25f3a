namespace Wolfi.Containers.Sdk.Tasks;

/// <summary>Paths as projects write them: with either slash, relative to the project's folder.</summary>
internal static class ProjectPaths
{
    public static string Full(string projectFile, string path) =>
        Path.GetFullPath(path.Replace('\\', Path.DirectorySeparatorChar), Path.GetDirectoryName(projectFile)!);

    /// <summary>The same of a folder, without a slash at its end.</summary>
    public static string Folder(string projectFile, string path) => Path.TrimEndingDirectorySeparator(Full(projectFile, path));
}
