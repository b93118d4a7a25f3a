using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Layers;
using Wolfi.Oci;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>
/// A finished image in the hands of somebody who may change all of it and then makes every digest right again: what is then still wrong,
/// only the account of bytes can tell.
/// </summary>
internal sealed class ForgedImage
{
    private const string RecordPath = "etc/wolfi-containers.json";
    private const string GzipLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;

    private ForgedImage(string folder)
    {
        _folder = folder;
        Manifest = Document(Index["manifests"]![0]!["digest"]!.GetValue<string>());
        Config = Document(Manifest["config"]!["digest"]!.GetValue<string>());
        Layers = [.. Manifest["layers"]!.AsArray().Select(layer => new Layer(layer!["mediaType"]!.GetValue<string>(), Blob(layer["digest"]!.GetValue<string>())))];
    }

    /// <summary>One layer: its media type, its stored bytes, and the diff id that is claimed for it instead of its own.</summary>
    public sealed record Layer(string MediaType, byte[] Stored, string? DiffId = null)
    {
        /// <summary>The tar.</summary>
        public byte[] Tar => MediaType.EndsWith("gzip", StringComparison.Ordinal) ? Inflate(Stored) : Stored;
    }

    public List<Layer> Layers { get; }

    public JsonObject Manifest { get; }

    public JsonObject Config { get; }

    /// <summary>What the container is started with.</summary>
    public JsonObject Container => Config["config"]!.AsObject();

    public int ProofPlace => Record["packages"]!.AsArray().Count;

    public JsonObject Record => JsonNode.Parse(Files(Layers[^1])[RecordPath].Content)!.AsObject();

    private JsonObject Index => JsonNode.Parse(File.ReadAllBytes(Path.Combine(_folder, "index.json")))!.AsObject();

    /// <summary>A copy of an image that was published into a layout.</summary>
    public static ForgedImage Of(string layout, string copy)
    {
        foreach (string file in Directory.GetFiles(layout, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(layout, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new ForgedImage(copy);
    }

    /// <summary>Changes the files of a layer that the product wrote: the layer stays one that it could have written.</summary>
    public void Rewrite(int place, Action<SortedDictionary<string, LayerFile>> change)
    {
        SortedDictionary<string, LayerFile> files = Files(Layers[place]);
        change(files);
        Layers[place] = Written(files);
    }

    /// <summary>Changes the state layer.</summary>
    public void State(Action<SortedDictionary<string, LayerFile>> change) => Rewrite(Layers.Count - 1, change);

    /// <summary>Changes the heads.</summary>
    public void Heads(Action<SortedDictionary<string, LayerFile>> change) => Rewrite(ProofPlace, change);

    /// <summary>Changes the recorded configuration.</summary>
    public void Recorded(Action<JsonObject> change) => State(files =>
    {
        JsonObject record = JsonNode.Parse(files[RecordPath].Content)!.AsObject();
        change(record);
        files[RecordPath] = files[RecordPath] with { Content = Encoding.UTF8.GetBytes(record.ToJsonString(Indented) + "\n") };
    });

    /// <summary>Changes the text of a file of the state layer.</summary>
    public void Text(string path, Func<string, string> change) =>
        State(files => files[path] = files[path] with { Content = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(files[path].Content))) });

    /// <summary>A layer of these files.</summary>
    public static Layer Written(SortedDictionary<string, LayerFile> files)
    {
        using MemoryStream stored = new();
        LayerWriter.Write([.. files.Select(file => file.Value.ToEntry(file.Key))], stored, CancellationToken.None);
        return new Layer(GzipLayer, stored.ToArray());
    }

    /// <summary>The files of a layer.</summary>
    public static SortedDictionary<string, LayerFile> Files(Layer layer)
    {
        SortedDictionary<string, LayerFile> files = new(StringComparer.Ordinal);
        using LayerReader reader = new(BlobSource.FromBytes(layer.Stored), layer.MediaType);
        while (reader.ReadNext(CancellationToken.None) is { } item)
        {
            files[item.Path] = new LayerFile(item.Kind, item.Mode, item.Kind == LayerEntryKind.File ? reader.ReadContent(int.MaxValue) : [], (int)item.Uid, (int)item.Gid, item.ModificationTime, item.LinkTarget);
        }

        return files;
    }

    /// <summary>Makes all digests and sizes right, and leaves nothing of what was there before.</summary>
    public void Seal()
    {
        foreach (string blob in Directory.GetFiles(Path.Combine(_folder, "blobs", "sha256")))
        {
            File.Delete(blob);
        }

        JsonArray layers = Manifest["layers"]!.AsArray();
        while (layers.Count > Layers.Count)
        {
            layers.RemoveAt(layers.Count - 1);
        }

        while (layers.Count < Layers.Count)
        {
            layers.Add(new JsonObject { ["mediaType"] = GzipLayer });
        }

        for (int i = 0; i < Layers.Count; i++)
        {
            layers[i]!["mediaType"] = Layers[i].MediaType;
            Name(layers[i]!.AsObject(), Layers[i].Stored);
        }

        Config["rootfs"]!["diff_ids"] = new JsonArray([.. Layers.Select(layer => JsonValue.Create(layer.DiffId ?? Sha256(layer.Tar)))]);
        JsonArray history = Config["history"]!.AsArray();
        while (history.Count > Layers.Count)
        {
            history.RemoveAt(history.Count - 1);
        }

        while (history.Count < Layers.Count)
        {
            history.Add(history[^1]!.DeepClone());
        }

        Name(Manifest["config"]!.AsObject(), Bytes(Config));
        JsonObject index = Index;
        Name(index["manifests"]![0]!.AsObject(), Bytes(Manifest));
        File.WriteAllBytes(Path.Combine(_folder, "index.json"), Bytes(index));
    }

    private static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    private static string Sha256(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Inflate(byte[] stored)
    {
        using GZipStream gzip = new(new MemoryStream(stored), CompressionMode.Decompress);
        using MemoryStream content = new();
        gzip.CopyTo(content);
        return content.ToArray();
    }

    private void Name(JsonObject descriptor, byte[] bytes)
    {
        string digest = Sha256(bytes);
        descriptor["digest"] = digest;
        descriptor["size"] = bytes.Length;
        File.WriteAllBytes(Path.Combine(_folder, "blobs", "sha256", digest[Digest.Prefix.Length..]), bytes);
    }

    private byte[] Blob(string digest) => File.ReadAllBytes(Path.Combine(_folder, "blobs", "sha256", digest[Digest.Prefix.Length..]));

    private JsonObject Document(string digest) => JsonNode.Parse(Blob(digest))!.AsObject();
}
