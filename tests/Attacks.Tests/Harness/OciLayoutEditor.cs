using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>Attaches things to the first image of a layout.</summary>
internal sealed class OciLayoutEditor : IDisposable
{
    private readonly string _folder;
    private readonly JsonObject _index;

    public OciLayoutEditor(string folder)
    {
        _folder = folder;
        _index = JsonNode.Parse(File.ReadAllBytes(IndexFile))!.AsObject();
    }

    private string IndexFile => Path.Combine(_folder, "index.json");

    /// <summary>Attaches a bundle.</summary>
    public void Attach(byte[] bundle) => Attach(bundle, SigstoreBundle.MediaType);

    /// <summary>Attaches anything.</summary>
    public void Attach(byte[] content, string type)
    {
        JsonObject image = _index["manifests"]![0]!.AsObject();
        Descriptor subject = new()
        {
            MediaType = image["mediaType"]!.GetValue<string>(),
            Digest = Oci.Digest.Parse(image["digest"]!.GetValue<string>()),
            Size = image["size"]!.GetValue<long>(),
        };
        Artifact artifact = Artifact.Attach(subject, new NewArtifact { Type = type, MediaType = type, Content = BlobSource.FromBytes(content) });
        foreach (BlobSource blob in artifact.Blobs)
        {
            using FileStream file = new(Path.Combine(_folder, "blobs", "sha256", blob.Digest.Hex), FileMode.Create);
            blob.CopyTo(file, CancellationToken.None);
        }

        _index["manifests"]!.AsArray().Add(new JsonObject
        {
            ["mediaType"] = artifact.Descriptor.MediaType,
            ["artifactType"] = artifact.Type,
            ["digest"] = artifact.Descriptor.Digest.ToString(),
            ["size"] = artifact.Descriptor.Size,
        });
    }

    /// <summary>Writes the index.</summary>
    public void Dispose() => File.WriteAllText(IndexFile, _index.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
}
