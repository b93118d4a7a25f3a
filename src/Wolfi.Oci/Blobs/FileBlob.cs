namespace Wolfi.Oci.Blobs;

/// <summary>A blob that is a file or part of one.</summary>
internal sealed class FileBlob(string path, long offset, Digest digest, long size) : BlobSource(digest, size)
{
    public override string Place => $"'{path}'";

    public override Stream Open()
    {
        try
        {
            return new FileRangeStream(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan), offset, Size);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(OciFault.BlobMissing, $"Blob {Digest} is not there: no file '{path}'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciFault.InputUnreadable, $"Blob {Digest} can't be read: {exception.Message}", exception);
        }
    }
}
