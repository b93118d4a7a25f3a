namespace Wolfi.Oci.Registries;

/// <summary>A manifest that a rehearsal has pushed.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">The manifest.</param>
internal sealed record RehearsedManifest(string MediaType, byte[] Bytes);
