namespace Wolfi.Oci.Registries;

/// <summary>Something that happens while images are pulled or pushed.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">One sentence without full stop, for people; no secret is in it.</param>
public sealed record RegistryEvent(RegistryEventKind Kind, string Text)
{
    /// <summary>The content that it is about; null when it is about none.</summary>
    public Digest? Digest { get; init; }

    /// <summary>Bytes that went over the network for it.</summary>
    public long Bytes { get; init; }
}
