namespace Wolfi.Oci.Blobs;

/// <summary>A blob that is a file (no offset) or part of one.</summary>
internal sealed class FileBlob(string path, long? offset, Digest digest, long size) : BlobSource(digest, size)
{
    public override string Place => $"'{Shown.Text(path)}'";

    public override Stream Open()
    {
        try
        {
            if (offset is null && InputFiles.LengthOf(path) is var length && length != Size)
            {
                throw new OciException(OciFault.SizeMismatch, $"Blob {Digest} in {Place} has {length} bytes instead of {Size}.");
            }

            return InputFiles.OpenRange(path, offset ?? 0, Size);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OciException(OciFault.BlobMissing, $"Blob {Digest} is not there: no file {Place}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OciException(OciFault.InputUnreadable, $"Blob {Digest} can't be read: {exception.Message}", exception);
        }
    }
}
