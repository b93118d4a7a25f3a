using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Projects;

/// <summary>Finds what the last build of a project recorded about its app.</summary>
public static class PublishedAppRecords
{
    private const string FileName = "published-app.json";
    private const string FolderName = "wolfi";

    /// <summary>Reads the newest record, whichever configuration, framework and platform it is of.</summary>
    /// <exception cref="WolfiException">There is none, or it can't be read.</exception>
    public static PublishedApp ReadNewest(RawPublishOptions raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        string folder = raw[KnownSettings.MSBuildProjectExtensionsPath] is { Length: > 0 } set ? raw.FullPath(set) : Path.Combine(raw.ProjectFolder, "obj");
        try
        {
            FileInfo? newest = new DirectoryInfo(folder)
                .EnumerateFiles(FileName, SearchOption.AllDirectories)
                .Where(file => file.Directory?.Name == FolderName)
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .FirstOrDefault();
            return newest is null ? throw AppErrors.NotPublished.Fail(raw.ProjectFile) : PublishedAppJson.ReadFile(newest.FullName);
        }
        catch (DirectoryNotFoundException e)
        {
            throw AppErrors.NotPublished.Fail(e, raw.ProjectFile);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{folder}'", SystemReason.Of(e));
        }
    }
}
