using Wolfi.Oci;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>The subject of statements about an image.</summary>
internal static class EvidenceSubject
{
    /// <summary>The image by its repository, without a tag, and the digest of its manifest.</summary>
    public static ResourceDescriptor Of(string repository, Digest digest) => new() { Name = repository, Digest = ResourceDescriptor.Sha256(digest.Hex) };
}
