using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Wolfi.Apk.Caching;

/// <summary>What Linux says of a path itself, without following a link: owner and kind, which .NET does not tell; and its locks.</summary>
[SupportedOSPlatform("linux")]
internal static partial class UnixFile
{
    // Of the kernel's stable interface: statx(2).
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint ModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int CloseOnExecute = 0x80000;
    private const int LockShared = 1;
    private const int LockAlone = 2;
    private const int WouldBlock = 11;
    private const int LockWithoutWaiting = 4;
    private const int KindMask = 0xF000;
    private const int FileKind = 0x8000;
    private const int FolderKind = 0x4000;

    /// <summary>The user number that this process acts as.</summary>
    public static uint CurrentUser => GetEffectiveUser();

    /// <summary>Owner, kind and permissions of the path itself; null when nothing is there.</summary>
    public static UnixFileStatus? Look(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        buffer.Clear();
        if (Status(CurrentFolder, path, DoNotFollow, ModeAndOwner, buffer) != 0)
        {
            return null;
        }

        uint owner = Read32(buffer[OwnerOffset..]);
        int mode = BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(buffer[ModeOffset..]) : BinaryPrimitives.ReadUInt16BigEndian(buffer[ModeOffset..]);
        return new UnixFileStatus(owner, (mode & KindMask) == FileKind, (mode & KindMask) == FolderKind, (UnixFileMode)(mode & 0xFFF));
    }

    /// <summary>Opens a file or folder, to lock it; the handle is invalid when that fails.</summary>
    public static SafeFileHandle OpenForLock(string path) => new(Open(path, CloseOnExecute), ownsHandle: true);

    /// <summary>Takes the lock of what was opened alone, by flock(2), until it is closed.</summary>
    /// <returns>Whether another one has it. Where locks do not work, nobody has.</returns>
    public static bool IsLockedByOther(SafeFileHandle opened) => Lock(opened, LockAlone | LockWithoutWaiting) != 0 && Marshal.GetLastPInvokeError() == WouldBlock;

    /// <summary>Whether nobody holds the lock of a file alone, by flock(2).</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static bool CouldShareLock(string path)
    {
        using SafeFileHandle file = OpenForLock(path);
        return file.IsInvalid ? throw new IOException($"'{path}' can't be opened.") : Lock(file, LockShared | LockWithoutWaiting) == 0;
    }

    private static uint Read32(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    // Without the mode that only a new file needs, it reads no more arguments than these.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> buffer);
}
