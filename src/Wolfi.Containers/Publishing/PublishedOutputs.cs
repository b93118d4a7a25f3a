using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Publishing;

/// <summary>What stands from the last build.</summary>
internal static class PublishedOutputs
{
    /// <summary>Name of the fingerprint file beside the layout.</summary>
    public const string FingerprintFile = "fingerprint.json";

    /// <summary>The same, and says so.</summary>
    public static PublishResult? TryReuse(PublishRequest request, string fingerprint, IPublishObserver observer, CancellationToken cancellationToken)
    {
        PublishResult? standing = TryReuse(request, fingerprint, cancellationToken);
        if (standing is not null)
        {
            observer.Report($"{standing.Reference} is up to date: nothing has changed since it was made.");
        }

        return standing;
    }

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

        if (request.LayoutFolder is not { } folder)
        {
            return record.Texts?.Describe(request, record.Digest);
        }

        try
        {
            OciLayout layout = OciLayout.Open(folder);
            Descriptor root = layout.FindRoot(request.Tags[0], cancellationToken);
            if (root.Digest.ToString() != record.Digest)
            {
                return null;
            }

            MultiPlatformImage? index = MediaTypes.IsIndex(root.MediaType) ? MultiPlatformImage.Read(layout, root, cancellationToken) : null;
            ImmutableArray<Image> images = index?.Images ?? [layout.ReadImage(root, cancellationToken)];
            return images.SelectMany(image => image.Blobs).All(blob => IsThere(folder, blob.Digest, blob.Size))
                && HasAttachments(layout, [.. index is null ? [] : new[] { index.Descriptor }, .. images.Select(image => image.Descriptor)], record.Attachments, cancellationToken)
                ? index is null ? Describe(request, images[0], upToDate: true) : Describe(request, index, upToDate: true)
                : null;
        }
        catch (OciException)
        {
            return null;
        }
    }

    /// <summary>The last image's manifests, with the digests and sizes of their layers, as its own documents tell them; none where there is no such image.</summary>
    public static IEnumerable<(Digest Manifest, ImmutableArray<(Digest Digest, long Size)> Layers)> ManifestsOfLast(PublishRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return [.. ReadManifestsOfLast(request, cancellationToken).Select(manifest => (manifest.Digest, manifest.Value.Layers.Select(layer => (layer.Digest, layer.Size)).ToImmutableArray()))];
        }
        catch (OciException)
        {
            return [];
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

    public static PublishResult Describe(PublishRequest request, MultiPlatformImage index, bool upToDate) => new()
    {
        Digest = index.Digest.ToString(),
        Reference = $"{request.ImageRepository}@{index.Digest}",
        MediaType = index.Index.Value.MediaType,
        Manifest = Encoding.UTF8.GetString(index.Index.Bytes.Span),
        Configuration = "",
        Platforms =
        [
            .. index.Images.Select(image => new PlatformResult
            {
                Platform = image.Config.Value.Platform.ToString(),
                Digest = image.Digest.ToString(),
                MediaType = image.Manifest.Value.MediaType,
                Manifest = Encoding.UTF8.GetString(image.Manifest.Bytes.Span),
                Configuration = Encoding.UTF8.GetString(image.Config.Bytes.Span),
            }),
        ],
        LayoutFolder = request.LayoutFolder,
        ArchiveFile = request.ArchiveFile,
        UpToDate = upToDate,
    };

    private static IEnumerable<Document<ImageManifest>> ReadManifestsOfLast(PublishRequest request, CancellationToken cancellationToken)
    {
        if (request.LayoutFolder is not { } folder)
        {
            ImageTexts? texts = PublishRecord.TryRead(request.Beside.FileNamed(FingerprintFile))?.Texts;
            return texts is null ? []
                : texts.Platforms.IsEmpty ? [Read(texts.Manifest, texts.MediaType)]
                : texts.Platforms.Select(platform => Read(platform.Manifest, platform.MediaType));
        }

        if (!OciLayout.IsLayout(folder))
        {
            return [];
        }

        OciLayout layout = OciLayout.Open(folder);
        Descriptor root = layout.FindRoot(request.Tags[0], cancellationToken);
        return MediaTypes.IsIndex(root.MediaType)
            ? MultiPlatformImage.Read(layout, root, cancellationToken).Images.Select(image => image.Manifest)
            : [layout.ReadManifest(root, cancellationToken)];

        static Document<ImageManifest> Read(string manifest, string mediaType) => ImageManifest.Read(Encoding.UTF8.GetBytes(manifest), mediaType, "The kept manifest");
    }

    // Attachments are small: they are read again, where layers only have to be there. What others attached since is theirs.
    private static bool HasAttachments(OciLayout layout, ImmutableArray<Descriptor> subjects, ImmutableArray<string> digests, CancellationToken cancellationToken)
    {
        (Digest Digest, IEnumerable<BlobSource> Blobs)[] attached =
        [
            .. subjects.SelectMany(subject => Referrers.Of(layout, subject, cancellationToken)).Select(artifact => (artifact.Manifest.Digest, artifact.Blobs))
                .Concat(subjects.SelectMany(subject => ClassicOf(layout, subject, cancellationToken)).Select(under => (under.Manifest.Digest, under.Blobs)))
                .Where(one => digests.Contains(one.Digest.ToString())),
        ];
        foreach (BlobSource blob in attached.SelectMany(one => one.Blobs))
        {
            blob.Verify(cancellationToken);
        }

        return attached.Length == digests.Length;
    }

    private static IEnumerable<TaggedAttachments> ClassicOf(OciLayout layout, Descriptor subject, CancellationToken cancellationToken) =>
        new[] { ClassicSignatures.SignatureSuffix, ClassicSignatures.AttestationSuffix }
            .Select(suffix => TaggedAttachments.Find(layout, subject.Digest, suffix, cancellationToken)).OfType<TaggedAttachments>();

    private static bool IsThere(string layout, Digest digest, long size)
    {
        FileInfo file = new(Path.Combine(layout, "blobs", "sha256", digest.ToString()["sha256:".Length..]));
        return file.Exists && file.Length == size;
    }
}
