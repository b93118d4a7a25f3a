using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.EndToEnd.Harness;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layers;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.Oci.Registries;

namespace Wolfi.EndToEnd;

/// <summary>Many pushes to one repository of a real registry without the referrers API, at once.</summary>
[TestClass]
public sealed class Registries_under_many_writers
{
    private const int Writers = 16;

    [TestMethod]
    public async Task Sixteen_images_pushed_at_once_lose_no_referrer()
    {
        await using DebianRegistry registry = await DebianRegistry.StartAsync();
        ImageReference repository = ImageReference.Parse($"{registry.Authority}/team/app");
        Image shared = Make("shared");
        Image[] own = [.. Enumerable.Range(0, Writers).Select(writer => Make($"image {writer}"))];

        // As many machines: each with a client of its own, an image of its own, and something to say about the one that all have.
        await Task.WhenAll(own.Select((image, writer) => Task.Run(async () =>
        {
            ImagePusher pusher = new(Access());
            await PushAsync(pusher, image, [$"own {writer} a", $"own {writer} b"], new PushTarget(repository, [$"v{writer}"]));
            await PushAsync(pusher, shared, [$"shared {writer}"], new PushTarget(repository, ["shared"]));
        })));

        CollectionAssert.AreEquivalent(Enumerable.Range(0, Writers).Select(writer => $"shared {writer}").ToArray(), await NotesAsync(repository, shared));
        foreach ((int writer, Image image) in own.Index())
        {
            CollectionAssert.AreEquivalent(new[] { $"own {writer} a", $"own {writer} b" }, await NotesAsync(repository, image));
        }
    }

    private static RegistryAccess Access() => new(new RegistryCredentialSources(), [], new Silent());

    private static async Task PushAsync(ImagePusher pusher, Image image, string[] notes, PushTarget target)
    {
        string folder = Run.NewPath("layout");
        TaggedImage tagged = new(image, "app", "1") { Attachments = [.. notes.Select(note => Note(image, note))] };
        OciLayoutWriter.Write(folder, LayoutContent.Of(tagged), CancellationToken.None);
        await pusher.PushAsync(OciLayout.Open(folder), image.Descriptor, target, CancellationToken.None);
    }

    private static async Task<string[]> NotesAsync(ImageReference repository, Image image)
    {
        using RegistryClient client = Access().Open(RegistryUse.Pull);
        IEnumerable<Descriptor> listed = await client.Open(repository).GetReferrersAsync(image.Digest, CancellationToken.None);
        return [.. listed.Select(entry => entry.Annotations["note"])];
    }

    private static Artifact Note(Image image, string text) => Artifact.Attach(image.Descriptor, new NewArtifact
    {
        Type = "application/vnd.example.note",
        MediaType = "text/plain",
        Content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(text)),
        Annotations = new Dictionary<string, string> { ["note"] = text }.ToImmutableSortedDictionary(StringComparer.Ordinal),
    });

    private static Image Make(string content)
    {
        using MemoryStream stored = new();
        WrittenLayer layer = LayerWriter.Write([LayerEntry.File("note", 0b110_100_100, Encoding.UTF8.GetBytes(content))], stored, CancellationToken.None);
        ImageSettings settings = new() { Platform = Platform.LinuxAmd64, Created = 0, Container = new ContainerConfig { WorkingDir = "/" } };
        return ImageAssembler.Assemble(settings, [new NewLayer { Blob = BlobSource.FromBytes(stored.ToArray()), DiffId = layer.DiffId, CreatedBy = "test" }]);
    }

    private sealed class Silent : IPublishObserver
    {
        public void Report(string message)
        {
        }

        public void Inform(string message)
        {
        }

        public void Detail(string message)
        {
        }

        public void Warn(Containers.Diagnostics.Diagnostic warning)
        {
        }
    }
}
