using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;

namespace Wolfi.Containers.Tests.Inspection;

/// <summary>Makes images as the product does, by hand: two distribution packages, proof, an app package, state. Every part can be bent.</summary>
internal sealed class RecordedImageBuilder
{
    private static readonly SigningKey Key = SigningKey.Generate("distribution.rsa.pub", 2048);

    public RecordedImageBuilder()
    {
        Packages = [Pack("glibc", "2.43-r15", "LGPL-2.1-or-later"), Pack("zlib", "1.3.1-r5", "Zlib")];
        App = [Pack("demo", "1.0.0-r0", "")];
        Record = new JsonObject
        {
            ["$schema"] = "https://wolfi-containers.github.io/schemas/image-configuration-1.json",
            ["architecture"] = "x86_64",
            ["dotnetSdk"] = "10.0.400",
            ["repositories"] = new JsonArray(new JsonObject { ["url"] = "https://packages.example.test/os", ["indexKeys"] = new JsonArray(), ["packageKeys"] = new JsonArray() }),
            ["world"] = new JsonArray("zlib"),
            ["packages"] = new JsonArray([.. Packages.Select((package, i) => Named(package, i == 0 ? "distribution" : "index-vouched"))]),
            ["app"] = new JsonArray([.. App.Select(package => Named(package, null))]),
            ["container"] = new JsonObject(),
            ["declared"] = new JsonObject { ["certificates"] = new JsonArray(), ["accounts"] = new JsonArray(), ["files"] = new JsonArray() },
        };
        Database = string.Concat(Packages.Concat(App).Select(Block));
    }

    public List<Packed> Packages { get; }

    public List<Packed> App { get; }

    /// <summary>What goes to <c>etc/wolfi-containers.json</c>; null for an image without.</summary>
    public JsonObject? Record { get; set; }

    /// <summary>The installed database; null for an image without.</summary>
    public string? Database { get; set; }

    public string DatabasePath { get; set; } = "usr/lib/apk/db/installed";

    /// <summary>Bends the finished layers.</summary>
    public Func<List<NewLayer>, IEnumerable<NewLayer>> Bend { get; set; } = layers => layers;

    public static NewLayer Layer(params LayerEntry[] entries)
    {
        using MemoryStream stream = new();
        WrittenLayer written = LayerWriter.Write(entries, stream, CancellationToken.None);
        return new NewLayer { Blob = BlobSource.FromBytes(stream.ToArray()), DiffId = written.DiffId };
    }

    /// <summary>The layer as a tool that stores no compression would have it.</summary>
    public static NewLayer Uncompressed(NewLayer layer)
    {
        using MemoryStream tar = new();
        using System.IO.Compression.GZipStream gzip = new(layer.Blob.Open(), System.IO.Compression.CompressionMode.Decompress);
        gzip.CopyTo(tar);
        return layer with { Blob = BlobSource.FromBytes(tar.ToArray()), MediaType = MediaTypes.LayerTar };
    }

    public Image Build()
    {
        List<NewLayer> layers =
        [
            .. Packages.Select(package => package.Layer),
            Layer(LayerEntry.Directory("usr", 0b111_101_101), LayerEntry.File("usr/proof", 0b110_100_100, "heads"u8.ToArray())),
            .. App.Select(package => package.Layer),
            Layer([.. State()]),
        ];
        ImageSettings settings = new()
        {
            Platform = Platform.LinuxAmd64,
            Created = 0,
            Container = new ContainerConfig { User = "65532:65532", Entrypoint = ["/usr/bin/dotnet", "/app/demo.dll"], Env = ["PATH=/usr/bin", "HOME=/home/nonroot"], WorkingDir = "/app", ExposedPorts = ["8080/tcp"] },
        };
        return ImageAssembler.Assemble(settings, [.. Bend(layers)]);
    }

    private IEnumerable<LayerEntry> State()
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        if (Record is not null)
        {
            files.Add("etc/wolfi-containers.json", Encoding.UTF8.GetBytes(Record.ToJsonString()));
        }

        if (Database is not null)
        {
            files.Add(DatabasePath, Encoding.UTF8.GetBytes(Database));
        }

        SortedSet<string> folders = new(StringComparer.Ordinal);
        foreach (string path in files.Keys)
        {
            for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                folders.Add(path[..slash]);
            }
        }

        return folders.Select(folder => LayerEntry.Directory(folder, 0b111_101_101))
            .Concat(files.Select(file => LayerEntry.File(file.Key, 0b110_100_100, file.Value)))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal);
    }

    private static Packed Pack(string name, string version, string license)
    {
        using MemoryStream stream = new();
        ApkPackage package = ApkPackageWriter.Write(
            new PackageInfo { Name = name, Version = PackageVersion.Parse(version), Architecture = "x86_64", License = license, Origin = name + "-origin" },
            [PackageContent.File($"usr/lib/{name}", 0b110_100_100, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(name, 1000))))],
            Key,
            stream,
            CancellationToken.None);
        byte[] data = stream.ToArray()[(int)package.DataMember.Offset..];
        return new Packed(package, new NewLayer { Blob = BlobSource.FromBytes(data), DiffId = Digest.FromHex(package.DiffId) });
    }

    private static JsonObject Named(Packed packed, string? byteClass)
    {
        PackageInfo info = packed.Package.Info;
        JsonObject named = new() { ["name"] = info.Name, ["version"] = info.Version.ToString(), ["datahash"] = info.DataHash };
        if (byteClass is not null)
        {
            named["class"] = byteClass;
            named["repository"] = 0;
        }

        return named;
    }

    private static string Block(Packed packed)
    {
        PackageInfo info = packed.Package.Info;
        string license = info.License.Length == 0 ? "" : $"L:{info.License}\n";
        return $"C:{packed.Package.Checksum}\nP:{info.Name}\nV:{info.Version}\nA:{info.Architecture}\n{license}o:{info.Origin}\nF:usr/lib\nR:{info.Name}\n\n";
    }

    /// <summary>A package and the layer that it is.</summary>
    internal sealed record Packed(ApkPackage Package, NewLayer Layer);
}
