using Wolfi.Oci.Blobs;

namespace Wolfi.Oci.Tests.Images;

/// <summary>A blob that behaves as the test says when it is opened.</summary>
internal sealed class FaultyBlob(Digest digest, long size, Func<Stream> open) : BlobSource(digest, size)
{
    public override string Place => "the test";

    public override Stream Open() => open();
}
