using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>Finds the one image that is meant among all that a store lists: attached artifacts are none, and indexes are looked into.</summary>
internal sealed class ImageFinder(ImageStore store, CancellationToken cancellationToken)
{
    private const int MostNames = 8;
    private int _documents;

    public Descriptor Find(string? tag, Platform? platform)
    {
        IEnumerable<Descriptor> entries = store.Roots.Where(entry => tag is null || TagOf(entry) == tag);
        List<Descriptor> images = [.. entries.DistinctBy(entry => entry.Digest).SelectMany(entry => Images(entry, platform, 0)).DistinctBy(entry => entry.Digest)];
        string wanted = Under(tag) + (platform is null ? "" : $" for {platform}");
        return images.Count switch
        {
            1 => images[0],
            0 => throw new OciException(OciFault.ImageNotFound, $"There is no image{wanted} in {store.Name}{Listed(Tags(), "; its tags: ")}."),
            _ => throw new OciException(
                OciFault.ImageAmbiguous,
                $"There are {images.Count} images{wanted} in {store.Name}{Listed(Tags(), "; its tags: ")}{Listed(images.Select(image => $"{image.Platform}"), "; platforms: ")}."),
        };
    }

    /// <summary>The one entry of the store that is meant, whether an image or an index of several.</summary>
    public Descriptor FindRoot(string? tag)
    {
        List<Descriptor> roots = [.. store.Roots
            .Where(entry => tag is null || TagOf(entry) == tag)
            .DistinctBy(entry => entry.Digest)
            .Where(entry => MediaTypes.IsIndex(entry.MediaType) ? entry.ArtifactType is null : MediaTypes.IsManifest(entry.MediaType) && ImageOf(entry) is not null)];
        return roots.Count switch
        {
            1 => roots[0],
            0 => throw new OciException(OciFault.ImageNotFound, $"There is no image{Under(tag)} in {store.Name}{Listed(Tags(), "; its tags: ")}."),
            _ => throw new OciException(OciFault.ImageAmbiguous, $"There are {roots.Count} images{Under(tag)} in {store.Name}{Listed(Tags(), "; its tags: ")}."),
        };
    }

    private static string Under(string? tag) => tag is null ? "" : $" under the tag '{Shown.Text(tag)}'";

    private static string? TagOf(Descriptor entry) => entry.Annotations.GetValueOrDefault(AnnotationNames.RefName);

    private static string Listed(IEnumerable<string> names, string before)
    {
        string[] distinct = [.. names.Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal).Take(MostNames + 1)];
        string more = distinct.Length > MostNames ? ", …" : "";
        return distinct.Length == 0 ? "" : before + string.Join(", ", distinct.Take(MostNames).Select(Shown.Text)) + more;
    }

    private IEnumerable<string> Tags() => store.Index.Value.Manifests.Select(TagOf).OfType<string>().Where(tag => !DigestTag.TryParse(tag, out _, out _));

    private IEnumerable<Descriptor> Images(Descriptor entry, Platform? platform, int depth)
    {
        if (MediaTypes.IsManifest(entry.MediaType))
        {
            return ImageOf(entry) is { } image && (platform is null || platform.Matches(image.Platform!)) ? [image] : [];
        }

        if (!MediaTypes.IsIndex(entry.MediaType) || entry.ArtifactType is not null)
        {
            return [];
        }

        CountDocument();
        return depth < Limits.IndexNesting
            ? store.ReadIndex(entry, cancellationToken).Value.Manifests.SelectMany(inner => Images(inner, platform, depth + 1))
            : throw new OciException(OciFault.LimitExceeded, $"Indexes lie inside of indexes in {store.Name}, more than {Limits.IndexNesting} deep.");
    }

    // The entry with the platform that its config gives; null for what is no runnable image: attachments, those under a tag of a digest too, BuildKit's attestations ("unknown/unknown").
    private Descriptor? ImageOf(Descriptor entry)
    {
        if (!MultiPlatformImage.IsImage(entry) || DigestTag.TryParse(TagOf(entry), out _, out _))
        {
            return null;
        }

        CountDocument();
        ImageManifest manifest = store.ReadManifest(entry, cancellationToken).Value;
        if (manifest.ArtifactType is not null || manifest.Subject is not null || MediaTypes.Find(manifest.Config.MediaType)?.Role != MediaTypeRole.Config)
        {
            return null;
        }

        return entry.Platform is not null ? entry : entry with
        {
            Platform = ImageConfig.Read(store.GetBlob(manifest.Config).ReadDocument(cancellationToken), $"Config {manifest.Config.Digest} in {store.Name}").Value.Platform,
        };
    }

    private void CountDocument()
    {
        if (++_documents > Limits.DocumentsPerSearch)
        {
            throw new OciException(OciFault.LimitExceeded, $"There are more than {Limits.DocumentsPerSearch} documents to look into in {store.Name}; name a tag.");
        }
    }
}
