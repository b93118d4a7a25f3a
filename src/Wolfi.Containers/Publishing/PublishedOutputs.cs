using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Publishing;

/// <summary>What stands from the last build.</summary>
internal static class PublishedOutputs
{
    /// <summary>Name of the fingerprint file beside the layout.</summary>
    public const string FingerprintFile = "fingerprint.json";

    /// <summary>The last build's result where its inputs were the same and its outputs are still there; otherwise null.</summary>
    public static PublishResult? TryReuse(PublishRequest request, string fingerprint, CancellationToken cancellationToken)
    {
        PublishRecord? record = PublishRecord.TryRead(request.Beside.FileNamed(FingerprintFile));
        if (record is null
            || record.Fingerprint != fingerprint
            || !record.Packages.All(name => File.Exists(request.Beside.FileNamed(name)))
            || !record.Documents.All(document => ContentHashes.HashOf(request.Beside.FileNamed(document.Name)) == document.Sha256)
            || (request.ArchiveFile is { } archive && (record.ArchiveSize is not { } size || !File.Exists(archive) || new FileInfo(archive).Length != size)))
        {
            return null;
        }

        try
        {
            OciLayout layout = OciLayout.Open(request.LayoutFolder);
            Image image = layout.ReadImage(request.Tags[0], platform: null, cancellationToken);
            return image.Digest.ToString() == record.Digest
                && image.Blobs.All(blob => IsThere(request.LayoutFolder, blob.Digest, blob.Size))
                && HasAttachments(layout, image, record.Attachments, cancellationToken)
                ? Describe(request, image, upToDate: true)
                : null;
        }
        catch (OciException)
        {
            return null;
        }
    }

    public static PublishResult Describe(PublishRequest request, Image image, bool upToDate) => new()
    {
        Digest = image.Digest.ToString(),
        Reference = $"{request.ImageRepository}@{image.Digest}",
        MediaType = image.Manifest.Value.MediaType,
        Manifest = Encoding.UTF8.GetString(image.Manifest.Bytes.Span),
        Configuration = Encoding.UTF8.GetString(image.Config.Bytes.Span),
        LayoutFolder = request.LayoutFolder,
        ArchiveFile = request.ArchiveFile,
        UpToDate = upToDate,
    };

    // Attachments are small: they are read again, where layers only have to be there. What others attached since is theirs.
    private static bool HasAttachments(OciLayout layout, Image image, ImmutableArray<string> digests, CancellationToken cancellationToken)
    {
        TaggedAttachments?[] tagged = [.. new[] { ClassicSignatures.SignatureSuffix, ClassicSignatures.AttestationSuffix }.Select(suffix => TaggedAttachments.Find(layout, image.Digest, suffix, cancellationToken))];
        (Digest Digest, IEnumerable<BlobSource> Blobs)[] attached =
        [
            .. Referrers.Of(layout, image.Descriptor, cancellationToken).Select(artifact => (artifact.Manifest.Digest, artifact.Blobs))
                .Concat(tagged.OfType<TaggedAttachments>().Select(under => (under.Manifest.Digest, under.Blobs)))
                .Where(one => digests.Contains(one.Digest.ToString())),
        ];
        foreach (BlobSource blob in attached.SelectMany(one => one.Blobs))
        {
            blob.Verify(cancellationToken);
        }

        return attached.Length == digests.Length;
    }

    private static bool IsThere(string layout, Digest digest, long size)
    {
        FileInfo file = new(Path.Combine(layout, "blobs", "sha256", digest.ToString()["sha256:".Length..]));
        return file.Exists && file.Length == size;
    }
}
