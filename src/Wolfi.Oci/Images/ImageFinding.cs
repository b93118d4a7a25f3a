namespace Wolfi.Oci.Images;

/// <summary>One thing that is wrong with an image.</summary>
/// <param name="Fault">The kind.</param>
/// <param name="Message">One sentence that names what it is about.</param>
/// <param name="Layer">The layer's number, counted from 0 at the lowest, when it is about a layer.</param>
/// <param name="Digest">Digest of the content that it is about, as the documents name it.</param>
public sealed record ImageFinding(OciFault Fault, string Message, int? Layer, Digest? Digest);
