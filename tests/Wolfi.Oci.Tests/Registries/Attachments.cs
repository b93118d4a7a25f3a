using System.Text;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>Artifacts that refer to an image.</summary>
internal static class Attachments
{
    public const string Type = "application/vnd.example.note";

    public static (Descriptor Entry, BlobSource[] Blobs) Of(Descriptor subject, string text)
    {
        BlobSource note = BlobSource.FromBytes(Encoding.UTF8.GetBytes(text));
        BlobSource config = BlobSource.FromBytes("{}"u8.ToArray());
        Document<ImageManifest> manifest = new ImageManifest
        {
            ArtifactType = Type,
            Config = new Descriptor { MediaType = MediaTypes.Empty, Digest = config.Digest, Size = config.Size },
            Layers = [new Descriptor { MediaType = "text/plain", Digest = note.Digest, Size = note.Size }],
            Subject = subject with { Platform = null },
            Annotations = Documents.Samples.Map(("note", text)),
        }.ToDocument();
        Descriptor entry = new() { MediaType = MediaTypes.ImageManifest, Digest = manifest.Digest, Size = manifest.Bytes.Length, ArtifactType = Type };
        return (entry, [note, config, BlobSource.FromBytes(manifest.Bytes)]);
    }
}
