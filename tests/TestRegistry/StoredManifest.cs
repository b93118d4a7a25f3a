namespace Wolfi.TestRegistry;

/// <summary>A manifest as it was put.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Bytes">Its bytes.</param>
public sealed record StoredManifest(string MediaType, byte[] Bytes);
