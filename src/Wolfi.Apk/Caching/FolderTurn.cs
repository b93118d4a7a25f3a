using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Wolfi.Apk.Caching;

/// <summary>
/// A turn at changing the files of a folder, which processes and threads have one after the other. It ends with its process, and leaves nothing behind in the folder.
/// It is there on Linux alone: elsewhere, and on file systems without locks, everybody has the turn.
/// </summary>
public sealed class FolderTurn : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly SafeFileHandle? _folder;

    private FolderTurn(SafeFileHandle? folder) => _folder = folder;

    /// <summary>Waits for the turn.</summary>
    /// <param name="folder">The folder; where it is missing, the turn is free.</param>
    /// <param name="patience">How long to wait for others; whoever has waited that long goes on without the turn.</param>
    public static FolderTurn Take(string folder, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!OperatingSystem.IsLinux())
        {
            return new FolderTurn(null);
        }

        SafeFileHandle opened = UnixFile.OpenForLock(folder);
        long start = Stopwatch.GetTimestamp();
        while (!opened.IsInvalid && UnixFile.IsLockedByOther(opened) && Stopwatch.GetElapsedTime(start) < patience)
        {
            Thread.Sleep(Pause);
        }

        return new FolderTurn(opened);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();
}
