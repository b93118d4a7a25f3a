using System.Runtime.InteropServices;

namespace Wolfi.Oci.Outputs;

/// <summary>
/// What Linux says of a file that changes with every write to it: the file itself, its size, and its times, of which no program can set that of the last change
/// (statx(2)). .NET does not tell the latter.
/// </summary>
/// <param name="Device">The device, both its numbers.</param>
/// <param name="File">Number of the file on it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Written">When its content was last written, in nanoseconds since 1970; programs can set it.</param>
/// <param name="Changed">When content, names or modes last changed, in nanoseconds since 1970.</param>
internal readonly record struct FileStamp(ulong Device, ulong File, long Size, long Written, long Changed)
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint Wanted = 0x40 | 0x80 | 0x100 | 0x200;
    private const int BufferBytes = 256;
    private const int NumberOffset = 32;
    private const int SizeOffset = 40;
    private const int ChangedOffset = 96;
    private const int WrittenOffset = 112;
    private const int DeviceOffset = 136;

    /// <summary>The stamp of the path itself, without following a link; null where nothing is there, or the system does not tell.</summary>
    public static FileStamp? TryRead(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] filled = new byte[BufferBytes];
        ReadOnlySpan<byte> buffer = filled;
        try
        {
            if (Status(CurrentFolder, FileLinks.PathBytes(path), DoNotFollow, Wanted, filled) != 0 || (MemoryMarshal.Read<uint>(buffer) & Wanted) != Wanted)
            {
                return null;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }

        return new FileStamp(
            MemoryMarshal.Read<ulong>(buffer[DeviceOffset..]),
            MemoryMarshal.Read<ulong>(buffer[NumberOffset..]),
            MemoryMarshal.Read<long>(buffer[SizeOffset..]),
            Time(buffer[WrittenOffset..]),
            Time(buffer[ChangedOffset..]));
    }

    /// <summary>Whether it is the same file with the same content, though it may have got another name: a new name is a change.</summary>
    public bool IsSameFile(FileStamp other) => this with { Changed = other.Changed } == other;

    private static long Time(ReadOnlySpan<byte> seconds) => (MemoryMarshal.Read<long>(seconds) * 1_000_000_000) + MemoryMarshal.Read<uint>(seconds[sizeof(long)..]);

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(int folder, byte[] path, int flags, uint mask, byte[] buffer);
}
