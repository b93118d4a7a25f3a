using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Tests.Documents;

/// <summary>Documents for the tests, each with a bit of everything that needs care.</summary>
internal static class Samples
{
    public static Descriptor Layer(string content) => new()
    {
        MediaType = MediaTypes.LayerTarGzip,
        Digest = Digest.Of(Encoding.UTF8.GetBytes(content)),
        Size = content.Length,
    };

    public static ImageConfig Config() => new()
    {
        Created = Timestamps.Format(1_700_000_000),
        Author = "Ä team <team@example.org>",
        Architecture = "arm",
        Variant = "v7",
        Os = "linux",
        Container = new ContainerConfig
        {
            User = "65532:65532",
            ExposedPorts = [.. new[] { "9090/udp", "8080/tcp" }],
            Env = ["PATH=/usr/bin", "EMOJI=😀", "QUOTED=\"a\\b\"", "B=1", "A=2"],
            Entrypoint = ["/usr/bin/dotnet", "/app/My+App.dll"],
            Cmd = ["--x", "<&>'"],
            Volumes = [.. new[] { "/data" }],
            WorkingDir = "/app",
            Labels = Map(("zeta", "1"), ("Alpha", "tab\tnewline\n\u0001\u2028\u0378"), ("alpha", "c++ & <d>")),
            StopSignal = "SIGTERM",
        },
        DiffIds = [Digest.Of([1]), Digest.Of([2])],
        History =
        [
            new HistoryEntry { Created = Timestamps.Format(0), CreatedBy = "wolfi", Comment = "zlib-1.3-r0" },
            new HistoryEntry { CreatedBy = "nothing", Author = "x", EmptyLayer = true },
            new HistoryEntry { CreatedBy = "wolfi" },
        ],
    };

    public static ImageManifest Manifest() => new()
    {
        Config = Layer("config") with { MediaType = MediaTypes.ImageConfig },
        Layers = [Layer("one") with { Annotations = Map(("b", "2"), ("a", "1")) }, Layer("two")],
        Annotations = Map(("org.opencontainers.image.version", "1.0.0+build"), ("org.opencontainers.image.title", "app")),
    };

    public static ImageIndex Index() => new()
    {
        Manifests =
        [
            Layer("amd64") with { MediaType = MediaTypes.ImageManifest, Platform = Platform.LinuxAmd64 },
            Layer("arm") with { MediaType = MediaTypes.ImageManifest, Platform = new Platform("linux", "arm", "v7"), ArtifactType = "application/x" },
        ],
        ArtifactType = "application/vnd.example",
        Subject = Layer("subject") with { MediaType = MediaTypes.ImageManifest, Urls = ["https://example.org/x"], Data = "e30=" },
    };

    public static ImmutableSortedDictionary<string, string> Map(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
