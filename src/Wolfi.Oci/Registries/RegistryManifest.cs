using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Registries;

/// <summary>A manifest or index as a registry stores it.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record RegistryManifest(string MediaType, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Names it; without annotations.</summary>
    public Descriptor Descriptor { get; } = new() { MediaType = MediaType, Digest = Digest.Of(Bytes.Span), Size = Bytes.Length };
}
