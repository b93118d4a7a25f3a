using System.Text;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Artifacts;

/// <summary>The config of artifacts, which need none: an empty JSON object (image-spec, manifest.md, "Guidance for an Empty Descriptor").</summary>
internal static class EmptyConfig
{
    public static ReadOnlyMemory<byte> Bytes { get; } = Encoding.ASCII.GetBytes("{}");

    public static Descriptor Descriptor { get; } = new() { MediaType = MediaTypes.Empty, Digest = Digest.Of(Bytes.Span), Size = Bytes.Length };
}
