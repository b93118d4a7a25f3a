using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Layers;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>
/// A finished image in the hands of somebody who may change all of it and then makes every digest right again: what is then still wrong,
/// only the account of bytes can tell.
/// </summary>
internal sealed class ForgedImage
{
    private const string HeadFolder = "usr/lib/wolfi-containers/heads/";
    private const string RecordPath = "etc/wolfi-containers.json";
    private const string GzipLayer = "application/vnd.oci.image.layer.v1.tar+gzip";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;

    private ForgedImage(string folder)
    {
        _folder = folder;
        Attached = [];
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

    /// <summary>Statements about the image that are signed and attached beside its signature.</summary>
    public List<(string PredicateType, byte[] Predicate)> Attached { get; }

    /// <summary>Changes what the index says of the image.</summary>
    public Action<JsonObject> Entry { get; set; } = static _ => { };

    /// <summary>What the signature says.</summary>
    public Func<SignedImage, Statement> Sign { get; set; } = static signed => signed.ToStatement();

    /// <summary>How many bundles of other keys are attached too.</summary>
    public int Strangers { get; set; }

    /// <summary>Who signs; null for nobody.</summary>
    public PrivateKey? Signer { get; set; } = FinishedImage.ImageKey;

    /// <summary>Changes the bundle's bytes once they are signed.</summary>
    public Func<byte[], byte[]> Bundle { get; set; } = static bytes => bytes;

    /// <summary>The digest of the manifest, once it is sealed.</summary>
    public string Digest => Index["manifests"]![0]!["digest"]!.GetValue<string>();

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
        JsonArray entries = index["manifests"]!.AsArray();
        Name(entries[0]!.AsObject(), Bytes(Manifest));
        while (entries.Count > 1)
        {
            entries.RemoveAt(entries.Count - 1);
        }

        Entry(entries[0]!.AsObject());
        File.WriteAllBytes(Path.Combine(_folder, "index.json"), Bytes(index));
        AttachStrangers();
        if (Signer is { } signer)
        {
            Attach(signer);
        }
    }

    /// <summary>The place of the layer of that package, the app's ones among them.</summary>
    public int PlaceOf(string name)
    {
        string[] packages = [.. Record["packages"]!.AsArray().Select(package => package!["name"]!.GetValue<string>())];
        string[] app = [.. Record["app"]!.AsArray().Select(package => package!["name"]!.GetValue<string>())];
        int place = Array.IndexOf(packages, name);
        return place >= 0 ? place : packages.Length + 1 + Array.IndexOf(app, name);
    }

    /// <summary>Changes the tar of a layer, and compresses it as it was.</summary>
    public void Tar(int place, Func<byte[], byte[]> change)
    {
        using MemoryStream stored = new();
        using (GZipStream gzip = new(stored, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(change(Layers[place].Tar));
        }

        Layers[place] = Layers[place] with { Stored = stored.ToArray() };
    }

    /// <summary>Changes the stored bytes of a layer.</summary>
    public void Stored(int place, Func<byte[], byte[]> change) => Layers[place] = Layers[place] with { Stored = change(Layers[place].Stored), DiffId = Sha256(Layers[place].Tar) };

    /// <summary>Adds a package of the distribution, signed, recorded and asked for as any other: above all that are there.</summary>
    public void AddPackage(PackageInfo info, params PackageContent[] contents) => AddPackage(info, contents, isAskedFor: true, ProofPlace);

    /// <summary>Adds a package of the distribution.</summary>
    public void AddPackage(PackageInfo info, PackageContent[] contents, bool isAskedFor, int place)
    {
        using MemoryStream file = new();
        ApkPackage package = ApkPackageWriter.Write(info, contents, SmallWorld.RepositoryKey, file, CancellationToken.None);
        AddPackage(package, file.ToArray(), isAskedFor, place);
    }

    /// <summary>Adds a package of the distribution.</summary>
    public void AddPackage(ApkPackage package, byte[] file, bool isAskedFor, int place)
    {
        Layers.Insert(place, new Layer(GzipLayer, file[(int)package.DataMember.Offset..]));
        Recorded(record =>
        {
            record["packages"]!.AsArray().Insert(place, new JsonObject
            {
                ["name"] = package.Info.Name,
                ["version"] = package.Info.Version.ToString(),
                ["datahash"] = package.Info.DataHash,
                ["class"] = "distribution",
                ["repository"] = 0,
            });
            if (isAskedFor)
            {
                record["world"]!.AsArray().Add(package.Info.Name);
            }
        });
        Heads(files =>
        {
            (string Name, LayerFile File)[] heads = [.. files.Where(entry => entry.Value.Kind == LayerEntryKind.File).Select(entry => (entry.Key[(HeadFolder.Length + 4)..], entry.Value))];
            foreach (string path in files.Where(entry => entry.Value.Kind == LayerEntryKind.File).Select(entry => entry.Key).ToArray())
            {
                files.Remove(path);
            }

            List<(string Name, LayerFile File)> all = [.. heads];
            all.Insert(place, ($"{package.Info.Name}-{package.Info.Version}.head", new LayerFile(LayerEntryKind.File, 0b110_100_100, [.. package.SignatureBytes, .. package.ControlBytes])));
            for (int i = 0; i < all.Count; i++)
            {
                files[$"{HeadFolder}{i + 1:D3}-{all[i].Name}"] = all[i].File;
            }
        });
    }

    /// <summary>Puts another package in the place of the app's own: the record names its data.</summary>
    public ApkPackage ReplaceApp(Func<PackageInfo, PackageInfo> change, params PackageContent[] contents)
    {
        JsonObject own = Record["app"]!.AsArray()[^1]!.AsObject();
        using MemoryStream file = new();
        ApkPackage package = ApkPackageWriter.Write(
            change(SmallWorld.Info(own["name"]!.GetValue<string>()) with { Version = PackageVersion.Parse(own["version"]!.GetValue<string>()) }),
            [PackageContent.File("app/app.dll", 0b110_100_100, "an assembly"u8.ToArray()), .. contents],
            SmallWorld.RepositoryKey,
            file,
            CancellationToken.None);
        Layers[^2] = new Layer(GzipLayer, file.ToArray()[(int)package.DataMember.Offset..]);
        Recorded(record => record["app"]!.AsArray()[^1]!["datahash"] = package.Info.DataHash);
        return package;
    }

    /// <summary>Has the heads of the app's packages stated: the own one's is this.</summary>
    /// <param name="package">The package.</param>
    /// <param name="key">The key that is stated with it.</param>
    public void StateHead(ApkPackage package, StatedPackageKey? key = null) => Attached.Add((PackageHeadsPredicate.Type, new PackageHeadsPredicate(
    [
        new StatedPackageHead
        {
            Layer = Layers.Count - 2,
            Architecture = package.Info.Architecture,
            Name = package.Info.Name,
            Version = package.Info.Version.ToString(),
            ControlSha256 = Convert.ToHexStringLower(SHA256.HashData(package.ControlBytes.AsSpan())),
            Signature = [],
            Control = package.ControlBytes,
        },
    ], key is null ? [] : [key]).ToBytes().ToArray()));

    /// <summary>Sets a variable in config and record alike.</summary>
    public void SetVariable(string name, string value)
    {
        Recorded(record =>
        {
            JsonObject environment = record["container"]!["environment"]!.AsObject();
            SortedDictionary<string, string> all = new(environment.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<string>()), StringComparer.Ordinal) { [name] = value };
            record["container"]!["environment"] = new JsonObject(all.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        });
        Container["Env"] = new JsonArray([.. Record["container"]!["environment"]!.AsObject().Select(pair => JsonValue.Create($"{pair.Key}={pair.Value}"))]);
    }

    private void AttachStrangers()
    {
        using PrivateKey stranger = PrivateKey.Generate();
        using OciLayoutEditor layout = new(_folder);
        for (int i = 0; i < Strangers; i++)
        {
            Statement statement = new SignedImage { Digest = Oci.Digest.Parse(Digest), Version = i.ToString(System.Globalization.CultureInfo.InvariantCulture) }.ToStatement();
            layout.Attach(SigstoreBundle.SignAsync(stranger, statement.ToBytes(), CancellationToken.None).GetAwaiter().GetResult().ToBytes().ToArray());
        }
    }

    private void Attach(PrivateKey signer)
    {
        using OciLayoutEditor layout = new(_folder);
        foreach (Statement statement in Attached.Select(attached => new SignedImage { Digest = Oci.Digest.Parse(Digest) }.ToStatement() with { PredicateType = attached.PredicateType, Predicate = attached.Predicate })
            .Prepend(Sign(new SignedImage { Digest = Oci.Digest.Parse(Digest), Repository = "registry.example.test/app", Version = "1.2.3", SourceEpoch = 1_700_000_000 })))
        {
            SigstoreBundle bundle = SigstoreBundle.SignAsync(signer, statement.ToBytes(), CancellationToken.None).GetAwaiter().GetResult();
            layout.Attach(Bundle(bundle.ToBytes().ToArray()));
        }
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
        File.WriteAllBytes(Path.Combine(_folder, "blobs", "sha256", digest[Oci.Digest.Prefix.Length..]), bytes);
    }

    private byte[] Blob(string digest) => File.ReadAllBytes(Path.Combine(_folder, "blobs", "sha256", digest[Oci.Digest.Prefix.Length..]));

    private JsonObject Document(string digest) => JsonNode.Parse(Blob(digest))!.AsObject();
}
