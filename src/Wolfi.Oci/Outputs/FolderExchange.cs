using System.Runtime.InteropServices;
using System.Text;

namespace Wolfi.Oci.Outputs;

/// <summary>Exchanges two folders in one step, where the system can: nobody ever sees neither (renameat2(2), RENAME_EXCHANGE).</summary>
internal static class FolderExchange
{
    private const int CurrentFolder = -100;
    private const uint RenameExchange = 2;

    /// <summary>Exchanges the folders; false where system or file system can't.</summary>
    public static bool TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            return RenameAt2(CurrentFolder, PathBytes(one), CurrentFolder, PathBytes(other), RenameExchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // An older musl has no such function.
            return false;
        }
    }

    private static byte[] PathBytes(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "renameat2", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, uint flags);
}
