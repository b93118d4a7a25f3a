namespace Wolfi.Oci.Blobs;

/// <summary>A blob that a document names and its store does not have, or has in another size: opening it says so.</summary>
internal sealed class BrokenBlob(string store, Digest digest, long size, long? actualSize) : BlobSource(digest, size)
{
    public override string Place => store;

    public override Stream Open() => throw (actualSize is null
        ? new OciException(OciFault.BlobMissing, $"Blob {Digest} is not in {store}.")
        : new OciException(OciFault.SizeMismatch, $"Blob {Digest} in {store} has {actualSize} bytes instead of {Size}."));
}
