using System.Runtime.InteropServices;
using System.Text;

namespace Wolfi.Oci.Outputs;

/// <summary>Gives a file a second name, where system and file system can (link(2)).</summary>
internal static class FileLinks
{
    private const int CurrentFolder = -100;

    /// <summary>Makes the name; false where the file is not there, is no plain file of ours with the modes that we write, or the system can't.</summary>
    public static bool TryLink(string file, string name)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            // Without following links: what a link leads to is not ours.
            FileInfo info = new(file);
            return info.Exists && info.LinkTarget is null && OutputModes.IsFile(file) && LinkAt(CurrentFolder, PathBytes(file), CurrentFolder, PathBytes(name), 0) == 0;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException || OutputFaults.IsFromSystem(exception))
        {
            return false;
        }
    }

    /// <summary>A path as the system's calls take it.</summary>
    internal static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "linkat", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LinkAt(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, int flags);
}
