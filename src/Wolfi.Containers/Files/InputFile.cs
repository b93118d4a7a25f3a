using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Files;

/// <summary>Opens files that the user named.</summary>
public static class InputFile
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Opens a regular file, links followed, for reading from its start.</summary>
    /// <exception cref="WolfiException">It is no regular file or can't be opened.</exception>
    public static FileStream Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return FileKinds.Of(target) is FileKind.Directory or FileKind.Special
                ? throw CommandLineErrors.UnreadableInput.Fail($"'{path}'", "it is no regular file")
                : new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            throw CommandLineErrors.UnreadableInput.Fail(e, $"'{path}'", SystemReason.Of(e));
        }
    }
}
