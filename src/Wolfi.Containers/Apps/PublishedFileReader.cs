using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Apps;

/// <summary>The only way to the bytes of published files: regular files below the publish folder, whatever links stand on the way.</summary>
internal static class PublishedFileReader
{
    private const int MostLinks = 40;

    /// <summary>Opens a file that ships.</summary>
    /// <exception cref="WolfiException">It leads out of the publish folder, is no regular file, or can't be read.</exception>
    public static FileStream OpenShipped(PublishedApp app, PublishedFile file)
    {
        if (file.Substituted)
        {
            return OpenInput(file);
        }

        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(app.PublishFolder));
        string path = Path.GetFullPath(file.FullPath);
        return IsBelow(root, path)
            ? Open(Confine(root, path[(root.Length + 1)..], file.RelativePath), file.RelativePath)
            : throw AppErrors.LinkLeavesFolder.Fail(file.RelativePath);
    }

    /// <summary>Opens a build input, wherever it lies; links are followed.</summary>
    /// <exception cref="WolfiException">It is no regular file, or can't be read.</exception>
    public static FileStream OpenInput(PublishedFile file)
    {
        try
        {
            return Open(File.ResolveLinkTarget(file.FullPath, returnFinalTarget: true)?.FullName ?? file.FullPath, file.RelativePath);
        }
        catch (IOException e)
        {
            throw AppErrors.UnreadableFile.Fail(e, file.RelativePath, e.Message);
        }
    }

    private static FileStream Open(string path, string name)
    {
        switch (FileKinds.Of(path))
        {
            case FileKind.Missing:
                throw AppErrors.UnreadableFile.Fail(name, "it is not there");
            case not FileKind.Regular:
                throw AppErrors.NotRegularFile.Fail(name);
            default:
                break;
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw AppErrors.UnreadableFile.Fail(e, name, e.Message);
        }
    }

    /// <summary>Follows the links on the way from <paramref name="root"/>; the answer is below it and holds no link.</summary>
    private static string Confine(string root, string relative, string name)
    {
        List<string> done = [];
        Stack<string> todo = new(Parts(relative).Reverse());
        for (int links = 0; todo.TryPop(out string? part);)
        {
            if (part == "..")
            {
                if (done.Count == 0)
                {
                    throw AppErrors.LinkLeavesFolder.Fail(name);
                }

                done.RemoveAt(done.Count - 1);
                continue;
            }

            string here = Path.Combine([root, .. done, part]);
            if (FileKinds.Of(here) != FileKind.Link)
            {
                done.Add(part);
                continue;
            }

            string? target = new FileInfo(here).LinkTarget;
            if (target is null || ++links > MostLinks)
            {
                throw AppErrors.LinkLeavesFolder.Fail(name);
            }

            if (Path.IsPathRooted(target))
            {
                target = IsBelow(root, Path.GetFullPath(target)) ? Path.GetFullPath(target)[(root.Length + 1)..] : throw AppErrors.LinkLeavesFolder.Fail(name);
                done.Clear();
            }

            foreach (string piece in Parts(target).Reverse())
            {
                todo.Push(piece);
            }
        }

        return Path.Combine([root, .. done]);
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");

    private static bool IsBelow(string root, string path) =>
        path.Length > root.Length + 1
        && path.StartsWith(root, StringComparison.Ordinal)
        && (path[root.Length] == Path.DirectorySeparatorChar || path[root.Length] == Path.AltDirectorySeparatorChar);
}
