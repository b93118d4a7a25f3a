namespace Wolfi.Oci.References;

/// <summary>Where an image is, as the command line has it (<c>IMAGE</c>).</summary>
public sealed record ImageLocation
{
    private const string LayoutPrefix = "oci:";
    private const string DockerArchivePrefix = "docker-archive:";
    private const string OciArchivePrefix = "oci-archive:";

    private ImageLocation(ImageLocationKind kind) => Kind = kind;

    /// <summary>What kind of place it is.</summary>
    public ImageLocationKind Kind { get; }

    /// <summary>Folder or file, as it was written; null for a registry.</summary>
    public string? Path { get; private init; }

    /// <summary>The tag in a layout, or null for its only image.</summary>
    public string? Tag { get; private init; }

    /// <summary>The reference, for a registry.</summary>
    public ImageReference? Reference { get; private init; }

    /// <summary>
    /// Reads <c>oci:DIR[:TAG]</c>, <c>docker-archive:FILE</c>, <c>oci-archive:FILE</c>; what begins with <c>.</c> or <c>/</c> or names a layout is
    /// a layout; everything else is a reference.
    /// </summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="isLayout">Whether a path names a folder with an <c>oci-layout</c> file.</param>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public static ImageLocation Parse(string text, Func<string, bool> isLayout)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isLayout);
        if (After(text, DockerArchivePrefix) is { } dockerArchive)
        {
            return new ImageLocation(ImageLocationKind.DockerArchive) { Path = dockerArchive };
        }

        if (After(text, OciArchivePrefix) is { } ociArchive)
        {
            return new ImageLocation(ImageLocationKind.OciArchive) { Path = ociArchive };
        }

        if (After(text, LayoutPrefix) is { } layout)
        {
            return LayoutWithTag(layout);
        }

        return text.StartsWith('.') || text.StartsWith('/') || (text.Length > 0 && isLayout(text))
            ? new ImageLocation(ImageLocationKind.Layout) { Path = text }
            : new ImageLocation(ImageLocationKind.Registry) { Reference = ImageReference.Parse(text) };
    }

    // What follows the last colon is a tag when it can be one; "C:\images" holds none.
    private static ImageLocation LayoutWithTag(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0 && ImageReference.IsTag(text[(colon + 1)..])
            ? new ImageLocation(ImageLocationKind.Layout) { Path = text[..colon], Tag = text[(colon + 1)..] }
            : new ImageLocation(ImageLocationKind.Layout) { Path = text };
    }

    private static string? After(string text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        return text.Length > prefix.Length
            ? text[prefix.Length..]
            : throw new OciException(OciFault.InvalidReference, $"'{prefix}' lacks the path that should follow it.");
    }
}
