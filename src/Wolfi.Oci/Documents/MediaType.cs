namespace Wolfi.Oci.Documents;

/// <summary>One row of <see cref="MediaTypes"/>.</summary>
/// <param name="Name">The media type itself.</param>
/// <param name="Role">What such content is.</param>
/// <param name="Family">Whose format it is; one manifest never mixes families.</param>
/// <param name="Compression">How a layer is compressed; none for other roles.</param>
public sealed record MediaType(string Name, MediaTypeRole Role, MediaTypeFamily Family, LayerCompression Compression);
