using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Projects;

/// <summary>Which project is meant.</summary>
public static class ProjectFile
{
    /// <summary>The absolute path of a project file: the one named, or the only one in the named folder.</summary>
    /// <param name="path">A project file, or a folder.</param>
    /// <exception cref="WolfiException">There is none, or the folder holds several.</exception>
    public static string Find(string path) => TryFind(path) ?? throw ProjectErrors.NoProject.Fail(path);

    /// <summary>As <see cref="Find"/>; null for a folder without a project.</summary>
    /// <exception cref="WolfiException">The path is neither file nor folder, or the folder holds several projects.</exception>
    public static string? TryFind(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return full;
        }

        try
        {
            string[] projects = [.. Directory.EnumerateFiles(full, "*.*proj").Order(StringComparer.Ordinal)];
            return projects.Length < 2 ? projects.FirstOrDefault() : throw ProjectErrors.SeveralProjects.Fail(path, string.Join(", ", projects.Select(Path.GetFileName)));
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{path}'", SystemReason.Of(e));
        }
    }
}
