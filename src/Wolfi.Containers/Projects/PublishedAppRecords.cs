using System.Collections.Immutable;
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
        return Read(NewestFirst(raw)[0]);
    }

    /// <summary>Reads the newest record for each platform: of a build for it, or of one for all.</summary>
    /// <param name="raw">The project.</param>
    /// <param name="platforms">The runtime identifiers.</param>
    /// <exception cref="WolfiException">There is none for one of them, or one can't be read.</exception>
    public static ImmutableArray<PublishedApp> ReadEach(RawPublishOptions raw, ImmutableArray<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(raw);
        Dictionary<string, PublishedApp> found = new(StringComparer.Ordinal);
        foreach (FileInfo file in NewestFirst(raw))
        {
            PublishedApp app = Read(file);
            foreach (string platform in platforms.Where(platform => app.RuntimeIdentifier.Length == 0 || app.RuntimeIdentifier == platform))
            {
                found.TryAdd(platform, app);
            }

            if (platforms.All(found.ContainsKey))
            {
                return [.. platforms.Select(platform => found[platform])];
            }
        }

        throw AppErrors.NotPublished.Fail($"{raw.ProjectFile} for {string.Join(", ", platforms.Where(platform => !found.ContainsKey(platform)))}");
    }

    /// <summary>The records; at least one.</summary>
    private static FileInfo[] NewestFirst(RawPublishOptions raw)
    {
        string folder = raw[KnownSettings.MSBuildProjectExtensionsPath] is { Length: > 0 } set ? raw.FullPath(set) : Path.Combine(raw.ProjectFolder, "obj");
        try
        {
            FileInfo[] files = [.. new DirectoryInfo(folder)
                .EnumerateFiles(FileName, SearchOption.AllDirectories)
                .Where(file => file.Directory?.Name == FolderName)
                .OrderByDescending(file => file.LastWriteTimeUtc)];
            return files.Length == 0 ? throw AppErrors.NotPublished.Fail(raw.ProjectFile) : files;
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

    private static PublishedApp Read(FileInfo file)
    {
        try
        {
            return PublishedAppJson.ReadFile(file.FullName);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{file.FullName}'", SystemReason.Of(e));
        }
    }
}
