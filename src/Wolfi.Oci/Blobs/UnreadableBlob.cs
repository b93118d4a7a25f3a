using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Blobs;

/// <summary>A blob whose place was asked for it and did not give it: opening it says why.</summary>
internal sealed class UnreadableBlob(string store, Descriptor descriptor, OciException reason) : BlobSource(descriptor.Digest, descriptor.Size)
{
    public override string Place => store;

    public override Stream Open() => throw new OciException(reason.Fault, reason.Message, reason);
}
