namespace Wolfi.Oci.Documents;

/// <summary>Image manifests in JSON.</summary>
internal static class ManifestJson
{
    public static ImageManifest Read(ReadOnlyMemory<byte> bytes, string? expectedMediaType, string name) => JsonPart.Read(bytes, name, top =>
    {
        string mediaType = DocumentHead.Read(top, expectedMediaType, MediaTypes.ImageManifest, MediaTypeRole.Manifest);
        return new ImageManifest
        {
            MediaType = mediaType,
            ArtifactType = top.Text("artifactType"),
            Config = DescriptorJson.Read(top.Require("config")),
            Layers = DocumentHead.Descriptors(top.Require("layers"), Limits.Layers),
            Subject = top.Find("subject") is { } subject ? DescriptorJson.Read(subject) : null,
            Annotations = top.Map("annotations"),
        };
    });

    public static ReadOnlyMemory<byte> Write(ImageManifest manifest)
    {
        CanonicalJsonWriter writer = new();
        writer.StartObject();
        DocumentHead.Write(writer, manifest.MediaType, manifest.ArtifactType);
        writer.Name("config");
        DescriptorJson.Write(writer, manifest.Config);
        writer.Name("layers");
        DocumentHead.Write(writer, manifest.Layers);
        DocumentHead.WriteTail(writer, manifest.Subject, manifest.Annotations);
        return writer.Bytes;
    }
}
