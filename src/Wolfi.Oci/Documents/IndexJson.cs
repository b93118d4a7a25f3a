namespace Wolfi.Oci.Documents;

/// <summary>Image indexes in JSON.</summary>
internal static class IndexJson
{
    public static ImageIndex Read(ReadOnlyMemory<byte> bytes, string? expectedMediaType, string name) => JsonPart.Read(bytes, name, top =>
    {
        string mediaType = DocumentHead.Read(top, expectedMediaType, MediaTypes.ImageIndex, MediaTypeRole.Index);
        return new ImageIndex
        {
            MediaType = mediaType,
            ArtifactType = top.Text("artifactType"),
            Manifests = DocumentHead.Descriptors(top.Require("manifests"), Limits.IndexEntries),
            Subject = top.Find("subject") is { } subject ? DescriptorJson.Read(subject) : null,
            Annotations = top.Map("annotations"),
        };
    });

    public static ReadOnlyMemory<byte> Write(ImageIndex index)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        DocumentHead.Write(writer, index.MediaType, index.ArtifactType);
        writer.Name("manifests");
        DocumentHead.Write(writer, index.Manifests);
        DocumentHead.WriteTail(writer, index.Subject, index.Annotations);
        return writer.Bytes;
    }
}
