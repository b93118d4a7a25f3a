using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Files;

/// <summary>Writes files that the user named: beside the place first, then moved onto it, so that nothing is ever half there.</summary>
public static class OutputFile
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Writes a file.</summary>
    /// <param name="path">Where it goes; a file that is there is replaced once the new one is complete.</param>
    /// <param name="write">Writes into a stream that can be read and sought. Its own failures pass through.</param>
    /// <exception cref="WolfiException">The place can't be written.</exception>
    public static T Write<T>(string path, Func<Stream, T> write)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        string scratch = $"{Path.GetFullPath(path)}.{Path.GetRandomFileName()}.tmp";
        try
        {
            T result;
            using (FileStream stream = new(scratch, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize))
            {
                result = write(stream);
            }

            File.Move(scratch, path, overwrite: true);
            return result;
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
            Remove(scratch);
            throw CommandLineErrors.UnwritableOutput.Fail(e, $"'{path}'", SystemReason.Of(e));
        }
        catch
        {
            Remove(scratch);
            throw;
        }
    }

    // A file that can't be removed must not hide why the write failed.
    private static void Remove(string scratch)
    {
        try
        {
            File.Delete(scratch);
        }
        catch (Exception e) when (SystemReason.IsFromSystem(e))
        {
        }
    }
}
