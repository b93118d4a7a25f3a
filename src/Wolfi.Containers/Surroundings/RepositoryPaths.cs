namespace Wolfi.Containers.Surroundings;

/// <summary>Finds the git repository around a file.</summary>
internal static class RepositoryPaths
{
    /// <summary>The file's path in its repository, with forward slashes; null outside of one.</summary>
    /// <param name="file">An absolute path.</param>
    public static string? InRepository(string file) => RootOf(Path.GetDirectoryName(file)!) is { } root ? Path.GetRelativePath(root, file).Replace('\\', '/') : null;

    /// <summary>The root of the repository that a folder lies in, or null.</summary>
    /// <param name="folder">An absolute path.</param>
    public static string? RootOf(string folder)
    {
        for (DirectoryInfo? here = new(folder); here is not null; here = here.Parent)
        {
            if (Path.Exists(Path.Combine(here.FullName, ".git")))
            {
                return here.FullName;
            }
        }

        return null;
    }
}
