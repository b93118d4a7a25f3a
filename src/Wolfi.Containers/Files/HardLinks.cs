using System.Runtime.InteropServices;
using System.Text;
using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Files;

/// <summary>Gives a file a second name, where system and file system can (link(2)).</summary>
internal static class HardLinks
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Makes the name; false where the file is not there, is no plain file or one that others can write to, or the system can't.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Absolute path of the name, which must not be there, in a folder that nobody else writes to.</param>
    public static bool TryMake(string file, string name)
    {
        try
        {
            if (!OperatingSystem.IsLinux() || !File.Exists(file) || Link(PathBytes(file), PathBytes(name)) != 0)
            {
                return false;
            }

            // What was linked is looked at, not what had the other name a moment before.
            if (FileKinds.Of(name) == FileKind.Regular && (File.GetUnixFileMode(name) & OthersWrite) == 0)
            {
                return true;
            }

            File.Delete(name);
            return false;
        }
        catch (Exception e) when (e is EntryPointNotFoundException || SystemReason.IsFromSystem(e))
        {
            return false;
        }
    }

    private static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    // On Linux it follows no link.
    [DllImport("libc", EntryPoint = "link", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] oldPath, byte[] newPath);
}
