namespace Wolfi.Oci.Layers;

/// <summary>What <see cref="LayerWriter"/> wrote.</summary>
/// <param name="Digest">Digest of the stored bytes.</param>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="Size">Stored bytes.</param>
/// <param name="UncompressedSize">Bytes of the tar.</param>
public sealed record WrittenLayer(Digest Digest, Digest DiffId, long Size, long UncompressedSize);
