using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>A layer of an image.</summary>
/// <param name="Descriptor">What the manifest says of it.</param>
/// <param name="DiffId">What the config says of its uncompressed tar; null when the config has too few diff ids.</param>
/// <param name="Blob">Its bytes as stored.</param>
public sealed record ImageLayer(Descriptor Descriptor, Digest? DiffId, BlobSource Blob);
