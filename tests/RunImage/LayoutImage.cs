using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wolfi.RunImage;

/// <summary>
/// The one image of an OCI layout, read without any of the product's own code, so that running it is a check of its own:
/// every blob must hash to its name and have its descriptor's size.
/// </summary>
internal sealed class LayoutImage
{
    private readonly string _layout;

    private LayoutImage(string layout, string digest, JsonNode manifest, JsonNode config)
    {
        _layout = layout;
        Digest = digest;
        Manifest = manifest;
        Config = config;
        Layers = [.. manifest["layers"]!.AsArray().Select(layer => Text(layer!, "digest"))];
        Size = manifest["layers"]!.AsArray().Sum(layer => (long)layer!["size"]!);
    }

    /// <summary>The manifest's digest.</summary>
    public string Digest { get; }

    public JsonNode Manifest { get; }

    public JsonNode Config { get; }

    /// <summary>The layers' digests, lowest first.</summary>
    public ImmutableArray<string> Layers { get; }

    /// <summary>Bytes of all layers as stored.</summary>
    public long Size { get; }

    public static LayoutImage Read(string layout)
    {
        JsonNode index = JsonNode.Parse(File.ReadAllBytes(Path.Combine(layout, "index.json")))!;
        JsonNode[] entries = [.. index["manifests"]!.AsArray().OfType<JsonNode>().Where(entry => entry["artifactType"] is null)];
        string[] digests = [.. entries.Select(entry => Text(entry, "digest")).Distinct()];
        if (digests.Length != 1)
        {
            throw new InvalidDataException($"The layout '{layout}' holds {digests.Length} images; one was expected.");
        }

        JsonNode manifest = ReadBlob(layout, entries[0]);
        LayoutImage image = new(layout, digests[0], manifest, ReadBlob(layout, manifest["config"]!));
        foreach (JsonNode? layer in manifest["layers"]!.AsArray())
        {
            Check(layout, layer!);
        }

        return image;
    }

    /// <summary>The file that holds a blob.</summary>
    public string BlobPath(string digest) => BlobPath(_layout, digest);

    private static string BlobPath(string layout, string digest) => Path.Combine(layout, "blobs", "sha256", digest["sha256:".Length..]);

    private static JsonNode ReadBlob(string layout, JsonNode descriptor)
    {
        Check(layout, descriptor);
        return JsonNode.Parse(File.ReadAllBytes(BlobPath(layout, Text(descriptor, "digest"))))!;
    }

    private static void Check(string layout, JsonNode descriptor)
    {
        string digest = Text(descriptor, "digest");
        using FileStream blob = File.OpenRead(BlobPath(layout, digest));
        string actual = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(blob));
        if (actual != digest || blob.Length != (long)descriptor["size"]!)
        {
            throw new InvalidDataException($"The blob {digest} of '{layout}' has {blob.Length} bytes that hash to {actual}.");
        }
    }

    private static string Text(JsonNode node, string property) => (string?)node[property] ?? throw new JsonException($"'{property}' is absent.");
}
