using Microsoft.Win32.SafeHandles;

namespace Wolfi.Oci.Outputs;

/// <summary>Modes of what we write on this machine: from this table, whatever the umask.</summary>
internal static class OutputModes
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Folder = File | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Gives an open file 0644.</summary>
    public static void SetFile(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(file, File);
        }
    }

    /// <summary>Whether a file has the mode that we give files.</summary>
    public static bool IsFile(string path) => OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(path) == File;

    /// <summary>Makes a folder with 0755; its parent must be there.</summary>
    public static void CreateFolder(string path)
    {
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, Folder);
        }
    }
}
