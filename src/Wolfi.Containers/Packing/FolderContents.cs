using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Files;

namespace Wolfi.Containers.Packing;

/// <summary>What a folder holds, as contents of a package.</summary>
public static class FolderContents
{
    private const int Plain = 0b110_100_100;
    private const int Executable = 0b111_101_101;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Everything below the folder: files 0755 or 0644 by their execute bit, directories 0755, links as links; owners and times are not taken over.</summary>
    /// <exception cref="WolfiException">The folder can't be read, or holds a device, pipe or socket.</exception>
    public static ImmutableArray<PackageContent> Read(string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            ImmutableArray<PackageContent>.Builder contents = ImmutableArray.CreateBuilder<PackageContent>();
            Add(contents, new DirectoryInfo(folder), "", cancellationToken);
            return contents.ToImmutable();
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{folder}'", SystemReason.Of(e));
        }
    }

    private static void Add(ImmutableArray<PackageContent>.Builder contents, DirectoryInfo folder, string prefix, CancellationToken cancellationToken)
    {
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = prefix + entry.Name;
            switch (FileKinds.Of(entry.FullName))
            {
                case FileKind.Link:
                    contents.Add(PackageContent.SymbolicLink(path, entry.LinkTarget ?? throw Refused(entry)));
                    break;
                case FileKind.Directory:
                    contents.Add(PackageContent.Directory(path, Executable));
                    Add(contents, new DirectoryInfo(entry.FullName), path + "/", cancellationToken);
                    break;
                case FileKind.Regular:
                    FileInfo file = new(entry.FullName);
                    contents.Add(PackageContent.File(path, IsExecutable(file) ? Executable : Plain, file.Length, () => InputFile.Open(file.FullName)));
                    break;
                default:
                    throw Refused(entry);
            }
        }
    }

    private static bool IsExecutable(FileInfo file) => !OperatingSystem.IsWindows() && (file.UnixFileMode & AnyExecute) != 0;

    private static WolfiException Refused(FileSystemInfo entry) =>
        CommandLineErrors.UnreadableInput.Fail($"'{entry.FullName}'", "it is no regular file, directory or symbolic link");
}
