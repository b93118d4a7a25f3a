namespace Wolfi.Containers.Verification;

/// <summary>How much of an image one class of bytes is.</summary>
/// <param name="Class">The class's name; <c>declared</c> for all of a layer that holds anything declared, <c>none</c> for bytes in no class.</param>
/// <param name="Bytes">Stored bytes.</param>
public sealed record ClassShare(string Class, long Bytes);
