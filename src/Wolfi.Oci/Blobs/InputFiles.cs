namespace Wolfi.Oci.Blobs;

/// <summary>Opens files from outside. Their length is looked at first, so that a FIFO or device among them can't make a reader wait.</summary>
internal static class InputFiles
{
    /// <summary>The length of a regular file, links followed.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    public static long LengthOf(string path)
    {
        FileInfo file = new(path);
        return file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : file.Length;
    }

    /// <summary>Opens part of a file.</summary>
    public static Stream OpenRange(string path, long offset, long size) => size == 0
        ? Stream.Null
        : new FileRangeStream(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan), offset, size);

    /// <summary>Reads a whole small file that an OCI layout must have.</summary>
    /// <exception cref="OciException">It is missing, unreadable or larger than documents may be.</exception>
    public static ReadOnlyMemory<byte> ReadLayoutFile(string path)
    {
        try
        {
            long length = LengthOf(path);
            if (length > Limits.DocumentBytes)
            {
                throw new OciException(OciFault.LimitExceeded, $"'{Shown.Text(path)}' has {length} bytes; at most {Limits.DocumentBytes} are read.");
            }

            byte[] bytes = new byte[length];
            using Stream file = OpenRange(path, 0, length);
            return bytes.AsMemory(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(OciFault.MalformedLayout, $"There is no file '{Shown.Text(path)}', so its folder is no OCI layout.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciFault.InputUnreadable, $"'{Shown.Text(path)}' can't be read: {exception.Message}", exception);
        }
    }
}
