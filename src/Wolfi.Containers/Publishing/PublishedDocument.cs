namespace Wolfi.Containers.Publishing;

/// <summary>A document about the image that lies beside the layout.</summary>
/// <param name="Name">What it is called after the prefix of files beside the layout.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
internal sealed record PublishedDocument(string Name, string Sha256);
