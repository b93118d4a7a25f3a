using System.Collections.Immutable;
using System.Text;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Registries;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Registries;

/// <summary>Images that are pushed as they were made, without a layout between.</summary>
[TestClass]
public sealed class Pushes_from_parts
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public void Hold_for_an_image_what_its_layout_holds()
    {
        Image image = SmallImages.Image();
        TaggedImage tagged = new(image, "app", "1") { Attachments = [Note(image.Descriptor, "one"), Note(image.Descriptor, "two")], TaggedAttachments = [Under(image.Digest)] };
        OciLayoutWriter.Write(_folder.Combine("layout"), LayoutContent.Of(tagged), CancellationToken.None);
        AssertSame(PushContent.Read(OciLayout.Open(_folder.Combine("layout")), image.Descriptor, CancellationToken.None), PushContent.Of(tagged));
    }

    [TestMethod]
    public void Hold_for_several_platforms_what_their_layout_holds()
    {
        MultiPlatformImage whole = IndexAssembler.Assemble(SmallImages.Image(), SmallImages.Image("arm", Platform.OfLinux("arm64")));
        TaggedIndex tagged = new(whole, "app", "1")
        {
            Attachments = [Note(whole.Descriptor, "whole"), .. whole.Images.Select(image => Note(image.Descriptor, "its own"))],
            TaggedAttachments = [Under(whole.Digest), .. whole.Images.Select(image => Under(image.Digest))],
        };
        OciLayoutWriter.Write(_folder.Combine("layout"), LayoutContent.Of(tagged), CancellationToken.None);
        AssertSame(PushContent.Read(OciLayout.Open(_folder.Combine("layout")), whole.Descriptor, CancellationToken.None), PushContent.Of(tagged));
    }

    [TestMethod]
    public async Task Fetch_what_the_registry_lacks_and_nothing_else()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        int fetched = 0;
        Image image = SmallImages.Image().With(0, blob => Fetched(blob, blob, () => fetched++));
        PushContent content = PushContent.Of(new TaggedImage(image, "app", "1"));

        await world.PushAsync(content);
        Assert.AreEqual(1, fetched);
        Assert.AreEqual(image.Digest.ToString(), world.Registry.Store.Tag("team/app", "1"));

        int again = 0;
        Image known = SmallImages.Image("other content").With(0, blob => Fetched(blob, blob, () => again++));
        await world.PushAsync(PushContent.Of(new TaggedImage(known, "app", "2")), tags: ["2"]);
        await world.PushAsync(PushContent.Of(new TaggedImage(known, "app", "2")), "team/other", ["2"], "team/app");
        Assert.AreEqual(0, again);
        Assert.AreEqual(known.Digest.ToString(), world.Registry.Store.Tag("team/other", "2"));
    }

    [TestMethod]
    public async Task Send_nothing_that_is_not_what_its_digest_says_and_set_no_tag()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        Image image = SmallImages.Image().With(0, blob => Fetched(blob, SmallImages.Layer("base", "best").Blob, () => { }));

        OciException failure = await Assert.ThrowsExactlyAsync<OciException>(() => world.PushAsync(PushContent.Of(new TaggedImage(image, "app", "1"))));

        Assert.IsTrue(failure.Fault is OciFault.DigestMismatch or OciFault.SizeMismatch, failure.ToString());
        Assert.IsEmpty(world.Registry.Store.Tags("team/app"));
        Assert.IsNull(world.Registry.Store.Blob("team/app", image.Layers[0].Descriptor.Digest.ToString()));
    }

    [TestMethod]
    public async Task Say_what_could_not_be_fetched()
    {
        await using RegistryWorld world = await RegistryWorld.StartAsync();
        Image image = SmallImages.Image().With(0, blob => BlobSource.FromFile(_ => throw new NotSupportedException("gone"), 0, blob.Size, blob.Digest));

        NotSupportedException failure = await Assert.ThrowsExactlyAsync<NotSupportedException>(() => world.PushAsync(PushContent.Of(new TaggedImage(image, "app", "1"))));

        Assert.AreEqual("gone", failure.Message);
        Assert.IsEmpty(world.Registry.Store.Tags("team/app"));
    }

    // The content lies in the middle of a file that is there once it is asked for.
    private BlobSource Fetched(BlobSource blob, BlobSource content, Action count) => BlobSource.FromFile(
        async cancellationToken =>
        {
            count();
            await Task.Yield();
            string file = _folder.Combine(Guid.NewGuid().ToString("N"));
            using MemoryStream bytes = new();
            content.CopyTo(bytes, cancellationToken);
            await File.WriteAllBytesAsync(file, [.. "before"u8, .. bytes.ToArray(), .. "behind"u8], cancellationToken);
            return file;
        },
        "before".Length,
        blob.Size,
        blob.Digest);

    private static Artifact Note(Descriptor subject, string text) => Artifact.Attach(
        subject, new NewArtifact { Type = Attachments.Type, MediaType = "text/plain", Content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(text)), Annotations = Documents.Samples.Map(("note", text)) });

    private static TaggedAttachments Under(Digest subject)
    {
        BlobSource content = BlobSource.FromBytes(Encoding.UTF8.GetBytes(subject.ToString()));
        return new TaggedAttachments(subject, ".sig", [new TaggedContent(new Descriptor { MediaType = "text/plain", Digest = content.Digest, Size = content.Size }, content)]);
    }

    private static void AssertSame(PushContent read, PushContent made)
    {
        Assert.AreEqual(read.Root.Digest, made.Root.Digest);
        CollectionAssert.AreEqual(Lines(read.Manifests), Lines(made.Manifests));
        CollectionAssert.AreEqual(Lines(read.Referrers), Lines(made.Referrers));
        CollectionAssert.AreEqual(Lines(read.Tagged), Lines(made.Tagged));
        CollectionAssert.AreEqual(read.Blobs.Select(blob => blob.Digest).ToArray(), made.Blobs.Select(blob => blob.Digest).ToArray());
        Assert.IsNotEmpty(made.Referrers);
        Assert.IsNotEmpty(made.Tagged);
    }

    private static string[] Lines(ImmutableArray<PushedManifest> manifests) =>
    [
        .. manifests.Select(pushed =>
            $"{pushed.Manifest.MediaType} {pushed.Manifest.Descriptor.Digest} {pushed.Subject} {pushed.ArtifactType} {string.Join(' ', pushed.Annotations)} {string.Join(' ', pushed.Blobs.Select(blob => blob.Digest))}"),
    ];

    private static string[] Lines(ImmutableArray<TaggedAttachments> tagged) => [.. tagged.Select(under => $"{under.Tag} {under.Manifest.Digest}")];
}
