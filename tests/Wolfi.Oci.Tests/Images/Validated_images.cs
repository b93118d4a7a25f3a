using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Tests.Images;

[TestClass]
public sealed class Validated_images
{
    private static readonly Image s_image = SmallImages.Image();

    [TestMethod]
    public void A_sound_image_has_no_findings() => Assert.IsEmpty(Validate(s_image, s_image.Descriptor));

    // Case 164, one change after the other.
    [TestMethod]
    public void Case_164_what_descriptors_must_not_say_is_found()
    {
        Assert.AreEqual((OciFault.MalformedDocument, 1), Single(Changed(layer => layer with { Urls = ["https://example.org/"] })));
        Assert.AreEqual((OciFault.MalformedDocument, 1), Single(Changed(layer => layer with { Data = "AA==" })));
        Assert.AreEqual((OciFault.UnsupportedMediaType, 1), Single(Changed(layer => layer with { MediaType = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip" })));
        Assert.AreEqual((OciFault.UnsupportedMediaType, 1), Single(Changed(layer => layer with { MediaType = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip" })));
        Assert.AreEqual((OciFault.UnsupportedMediaType, 1), Single(Changed(layer => layer with { MediaType = MediaTypes.ImageIndex })));
        Assert.AreEqual((OciFault.UnsupportedMediaType, 1), Single(Changed(layer => layer with { MediaType = MediaTypes.DockerLayerTarGzip })));
        Assert.AreEqual((OciFault.MalformedLayer, 1), Single(Changed(layer => layer with { MediaType = MediaTypes.LayerTar })));
    }

    [TestMethod]
    public void Case_164_sizes_digests_and_diff_ids_that_do_not_agree_are_found()
    {
        Assert.AreEqual((OciFault.SizeMismatch, 1), Single(Changed(layer => layer with { Size = layer.Size + 1 })));
        Assert.AreEqual((OciFault.DigestMismatch, 1), Single(Changed(layer => layer with { Digest = Digest.Of([7]) })));
        Assert.AreEqual((OciFault.DigestMismatch, 1), Single(WithConfig(config => config with { DiffIds = [config.DiffIds[0], Digest.Of([7])] })));
        Assert.AreEqual((OciFault.MalformedDocument, null), Single(WithConfig(config => config with { DiffIds = [config.DiffIds[0]] })));
        Assert.AreEqual((OciFault.MalformedDocument, null), Single(WithConfig(config => config with { DiffIds = [.. config.DiffIds, Digest.Of([7])] })));
        Assert.AreEqual((OciFault.MalformedDocument, null), Single(WithConfig(config => config with { History = [.. config.History, new HistoryEntry()] })));
        Assert.IsEmpty(Validate(WithConfig(config => config with { History = [.. config.History, new HistoryEntry { EmptyLayer = true }] }), null));
        Assert.AreEqual((OciFault.MalformedDocument, null), Single(WithConfig(config => config with { Os = "" })));
        ImmutableArray<ImageFinding> other = Validate(new Image(s_image.Manifest, SmallImages.Image("other").Config, s_image.Layers), null);
        CollectionAssert.IsSubsetOf(new[] { OciFault.DigestMismatch }, other.Select(finding => finding.Fault).ToArray());
    }

    [TestMethod]
    public void Case_164_a_platform_unequal_to_the_config_is_found()
    {
        Assert.AreEqual((OciFault.MalformedDocument, null), Only(Validate(s_image, s_image.Descriptor with { Platform = Platform.LinuxArm64 })));
        Assert.AreEqual((OciFault.DigestMismatch, null), Only(Validate(s_image, s_image.Descriptor with { Digest = Digest.Of([]) })));
        Assert.AreEqual((OciFault.UnsupportedMediaType, null), Only(Validate(s_image, s_image.Descriptor with { MediaType = MediaTypes.DockerManifest })));
    }

    [TestMethod]
    public void Case_164_trailing_bytes_surplus_members_and_extra_fields_are_found()
    {
        byte[] gzip = Bytes(s_image.Layers[1].Blob);
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer([.. gzip, 0])));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer([.. gzip, .. gzip])));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer([.. gzip, .. Convert.FromHexString("1f8b08000000000000ff03000000000000000000")])));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer(gzip[..^1])));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer([.. gzip[..^1], (byte)(gzip[^1] ^ 1)])));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer(Gzip(Encoding.ASCII.GetBytes("no tar")))));
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer([])));
        byte[] extra = [.. gzip[..3], 4, .. gzip[4..10], 2, 0, 65, 66, .. gzip[10..]];
        Assert.AreEqual((OciFault.MalformedLayer, 0), Single(WithLayer(extra)));
        Assert.IsEmpty(Validate(WithLayer(gzip), null));
    }

    [TestMethod]
    public void All_findings_come_at_once_in_order()
    {
        Image image = Changed(layer => layer with { Urls = ["x"], Data = "" });
        image = image.With(0, blob => BlobSource.FromFile("/nowhere", 0, blob.Size, blob.Digest)).With(1, blob => new FaultyBlob(blob.Digest, blob.Size, () => new MemoryStream(new byte[3])));
        CollectionAssert.AreEqual(
            new (OciFault, int?)[] { (OciFault.MalformedDocument, 1), (OciFault.MalformedDocument, 1), (OciFault.BlobMissing, 0), (OciFault.MalformedLayer, 1) },
            Validate(image, null).Select(finding => (finding.Fault, finding.Layer)).ToArray());
    }

    [TestMethod]
    public void Zeros_without_end_are_bounded()
    {
        using TemporaryFolder temporary = new();
        byte[] zeros = new byte[1 << 20];
        string file = temporary.Combine("bomb");
        using (GZipStream gzip = new(File.Create(file), CompressionLevel.SmallestSize))
        {
            for (int i = 0; i < 80; i++)
            {
                gzip.Write(zeros);
            }
        }

        byte[] bytes = File.ReadAllBytes(file);
        Assert.AreEqual((OciFault.LimitExceeded, 0), Single(WithLayer(bytes)));
    }

    [TestMethod]
    public void Cancelling_ends_it() => Assert.ThrowsExactly<OperationCanceledException>(
        () => ImageValidator.Validate(s_image, null, new CancellationToken(canceled: true)));

    private static (OciFault, int?) Single(Image image) => Only(Validate(image, null));

    private static (OciFault, int?) Only(ImmutableArray<ImageFinding> findings)
    {
        Assert.HasCount(1, findings.DistinctBy(finding => (finding.Fault, finding.Layer)).ToArray(), string.Join(' ', findings));
        return (findings[0].Fault, findings[0].Layer);
    }

    private static ImmutableArray<ImageFinding> Validate(Image image, Descriptor? entry) => ImageValidator.Validate(image, entry, CancellationToken.None);

    // The manifest's second layer described otherwise; the blob stays what it is.
    private static Image Changed(Func<Descriptor, Descriptor> change)
    {
        Descriptor changed = change(s_image.Layers[1].Descriptor);
        ImageManifest manifest = s_image.Manifest.Value with { Layers = s_image.Manifest.Value.Layers.SetItem(1, changed) };
        return new Image(manifest.ToDocument(), s_image.Config, s_image.Layers.SetItem(1, s_image.Layers[1] with { Descriptor = changed }));
    }

    private static Image WithConfig(Func<ImageConfig, ImageConfig> change)
    {
        Document<ImageConfig> config = change(s_image.Config.Value).ToDocument();
        ImageManifest manifest = s_image.Manifest.Value with
        {
            Config = s_image.Manifest.Value.Config with { Digest = config.Digest, Size = config.Bytes.Length },
        };
        ImmutableArray<Digest> ids = config.Value.DiffIds;
        return new Image(manifest.ToDocument(), config, [.. s_image.Layers.Select((layer, i) => layer with { DiffId = i < ids.Length ? ids[i] : null })]);
    }

    // An image of one layer with these stored bytes; its diff id is what the framework inflates first.
    private static Image WithLayer(byte[] stored)
    {
        Digest diffId = s_image.Layers[1].DiffId!;
        return ImageAssembler.Assemble(SmallImages.Settings(), [new NewLayer { Blob = BlobSource.FromBytes(stored), DiffId = diffId }]);
    }

    private static byte[] Bytes(BlobSource blob)
    {
        using MemoryStream bytes = new();
        blob.CopyTo(bytes, CancellationToken.None);
        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return bytes.ToArray();
    }
}
