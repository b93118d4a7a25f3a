using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Wolfi.Containers.Apps;

/// <summary>Tells what stands at a path without opening it: opening a pipe would wait for its writer for ever.</summary>
internal static class FileKinds
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeOnly = 1;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;

    public static FileKind Of(string path)
    {
        FileInfo info = new(path);
        if (info.LinkTarget is not null)
        {
            return FileKind.Link;
        }

        if (!info.Exists)
        {
            return Directory.Exists(path) ? FileKind.Directory : FileKind.Missing;
        }

        return (info.Attributes & FileAttributes.ReparsePoint) != 0 ? FileKind.Link : OfFile(path);
    }

    // The framework tells directories and links apart, but not pipes, sockets and devices. statx has one layout on every
    // Linux processor; where it is missing, a special file can't be told from a regular one.
    private static FileKind OfFile(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return FileKind.Regular;
        }

        byte[] buffer = new byte[StatxSize];
        try
        {
            if (Statx(CurrentDirectory, Encoding.UTF8.GetBytes(path + '\0'), NoFollow, TypeOnly, buffer) != 0)
            {
                return FileKind.Regular;
            }
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return FileKind.Regular;
        }

        return (BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(ModeOffset)) & 0xf000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xa000 => FileKind.Link,
            _ => FileKind.Special,
        };
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
