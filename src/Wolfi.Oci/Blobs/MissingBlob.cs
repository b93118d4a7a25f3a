namespace Wolfi.Oci.Blobs;

/// <summary>A blob that a document names and its store does not have.</summary>
internal sealed class MissingBlob(string store, Digest digest, long size) : BlobSource(digest, size)
{
    public override string Place => store;

    public override Stream Open() => throw new OciException(OciFault.BlobMissing, $"Blob {Digest} is not in {store}.");
}
