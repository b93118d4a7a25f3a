using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>Lists what a publish folder holds, without opening any of it.</summary>
public static class PublishFolder
{
    /// <summary>Paths of all files below the folder, with forward slashes, in ordinal order. Links to files are listed as files: whoever opens them keeps them inside.</summary>
    /// <exception cref="WolfiException">The folder can't be read, holds a pipe, socket, device or link to a folder, or holds too many files.</exception>
    public static ImmutableArray<string> List(string folder, CancellationToken cancellationToken)
    {
        List<string> files = [];
        try
        {
            Add(new DirectoryInfo(folder), "", 0, files, folder, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CaptureErrors.NoPublishFolder.Fail(e, folder, e.Message);
        }

        files.Sort(StringComparer.Ordinal);
        return [.. files];
    }

    private static void Add(DirectoryInfo directory, string prefix, int depth, List<string> files, string root, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (depth > AppLimits.FolderDepth)
        {
            throw CaptureErrors.TooManyFiles.Fail(root, $"{AppLimits.FolderDepth} levels of folders");
        }

        foreach (FileSystemInfo entry in directory.EnumerateFileSystemInfos())
        {
            string path = prefix + entry.Name;
            switch (FileKinds.Of(entry.FullName))
            {
                case FileKind.Directory:
                    Add(new DirectoryInfo(entry.FullName), path + "/", depth + 1, files, root, cancellationToken);
                    break;
                case FileKind.Special:
                    throw AppErrors.NotRegularFile.Fail(path);
                case FileKind.Link when Directory.Exists(entry.FullName):
                    throw AppErrors.LinkLeavesFolder.Fail(path);
                default:
                    files.Add(path);
                    break;
            }
        }

        if (files.Count > AppLimits.Files)
        {
            throw CaptureErrors.TooManyFiles.Fail(root, $"{AppLimits.Files} files");
        }
    }
}
