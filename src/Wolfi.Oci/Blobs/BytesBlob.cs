using System.Runtime.InteropServices;

namespace Wolfi.Oci.Blobs;

/// <summary>A blob in memory.</summary>
internal sealed class BytesBlob(Digest digest, ReadOnlyMemory<byte> bytes) : BlobSource(digest, bytes.Length)
{
    public override string Place => "memory";

    public override Stream Open() => MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);
}
