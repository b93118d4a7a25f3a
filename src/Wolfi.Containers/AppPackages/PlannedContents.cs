using Wolfi.Containers.Apps;

namespace Wolfi.Containers.AppPackages;

/// <summary>Opens what was planned, and holds the bytes to the plan.</summary>
internal static class PlannedContents
{
    /// <summary>Opens a planned file's content.</summary>
    /// <exception cref="Diagnostics.WolfiException">The file can't be read, or is not what it was when it was planned; also while it is read.</exception>
    public static Stream Open(PublishedApp app, PlannedFile file) => new PlannedContentStream(
        file.IsRewritten ? new MemoryStream(WebAssetManifest.Rewrite(ReadAll(app, file)), writable: false) : PublishedFileReader.OpenShipped(app, file.Source),
        file);

    /// <summary>The published bytes of a small file, before any rewriting.</summary>
    public static byte[] ReadAll(PublishedApp app, PlannedFile file)
    {
        using FileStream stream = PublishedFileReader.OpenShipped(app, file.Source);
        if (stream.Length > WebAssetManifest.MostBytes)
        {
            throw Diagnostics.AppErrors.FileChanged.Fail(file.Source.RelativePath);
        }

        byte[] content = new byte[stream.Length];
        int count = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content[..count];
    }
}
