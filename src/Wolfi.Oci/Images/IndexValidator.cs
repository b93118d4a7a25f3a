using System.Collections.Immutable;
using Wolfi.Oci.Documents;

namespace Wolfi.Oci.Images;

/// <summary>Checks an index and all images in it: that each entry is what its manifest and config are, and that one platform has one image. All findings are returned, in a fixed order.</summary>
public static class IndexValidator
{
    /// <summary>Checks the documents, then reads every layer of every image (<see cref="ImageValidator"/>).</summary>
    /// <param name="store">Where the index is.</param>
    /// <param name="root">Names the index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ImageFinding> Validate(ImageStore store, Descriptor root, CancellationToken cancellationToken) =>
        Check(store, root, (image, entry) => ImageValidator.Validate(image, entry, cancellationToken), cancellationToken);

    /// <summary>Checks the documents only; no layer is opened.</summary>
    /// <param name="store">Where the index is.</param>
    /// <param name="root">Names the index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ImageFinding> ValidateDocuments(ImageStore store, Descriptor root, CancellationToken cancellationToken) =>
        Check(store, root, ImageValidator.ValidateDocuments, cancellationToken);

    private static ImmutableArray<ImageFinding> Check(ImageStore store, Descriptor root, Func<Image, Descriptor, ImmutableArray<ImageFinding>> validate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        Walk walk = new(store, validate, cancellationToken);
        walk.Index(root, 0);
        return walk.Findings;
    }

    private sealed class Walk(ImageStore store, Func<Image, Descriptor, ImmutableArray<ImageFinding>> validate, CancellationToken cancellationToken)
    {
        private readonly ImmutableArray<ImageFinding>.Builder _findings = ImmutableArray.CreateBuilder<ImageFinding>();
        private readonly List<(Platform Platform, Digest Digest)> _platforms = [];
        private readonly HashSet<Digest> _seen = [];

        public ImmutableArray<ImageFinding> Findings => _findings.ToImmutable();

        public void Index(Descriptor entry, int depth)
        {
            if (depth >= Limits.IndexNesting)
            {
                Add(OciFault.LimitExceeded, $"Indexes lie inside of indexes, more than {Limits.IndexNesting} deep.", entry.Digest);
                return;
            }

            if (Read(entry, () => store.ReadIndex(entry, cancellationToken)) is not { } index)
            {
                return;
            }

            if (index.Value.Manifests.IsEmpty)
            {
                Add(OciFault.MalformedDocument, $"Index {entry.Digest} names no image.", entry.Digest);
            }

            foreach (Descriptor inner in index.Value.Manifests)
            {
                if (!_seen.Add(inner.Digest))
                {
                    Add(OciFault.MalformedDocument, $"Index {entry.Digest} names {inner.Digest}, which was named before.", inner.Digest);
                }
                else if (_seen.Count > Limits.DocumentsPerSearch)
                {
                    Add(OciFault.LimitExceeded, $"There are more than {Limits.DocumentsPerSearch} manifests in index {entry.Digest}.", entry.Digest);
                    return;
                }
                else
                {
                    Entry(inner, depth);
                }
            }
        }

        private void Entry(Descriptor entry, int depth)
        {
            if (MediaTypes.IsIndex(entry.MediaType))
            {
                Index(entry, depth + 1);
            }
            else if (!MediaTypes.IsManifest(entry.MediaType))
            {
                Add(OciFault.UnsupportedMediaType, $"An index names {entry.Digest} as '{Shown.Text(entry.MediaType)}', which is no manifest.", entry.Digest);
            }
            else if (!MultiPlatformImage.IsImage(entry))
            {
                Read(entry, () => store.ReadManifest(entry, cancellationToken));
            }
            else if (Read(entry, () => store.ReadImage(entry, cancellationToken)) is { } image)
            {
                Platform(entry, image);
                _findings.AddRange(validate(image, entry));
            }
        }

        // Without a platform, or with two images for one, each reader would take another image.
        private void Platform(Descriptor entry, Image image)
        {
            if (entry.Platform is null)
            {
                Add(OciFault.MalformedDocument, $"An index names {entry.Digest} without its platform.", entry.Digest);
            }

            Platform platform = image.Config.Value.Platform;
            if (_platforms.Find(other => other.Platform.Matches(platform)).Digest is { } first)
            {
                Add(OciFault.ImageAmbiguous, $"There are two images for {Shown.Text(platform.ToString())}: {first} and {entry.Digest}.", entry.Digest);
            }

            _platforms.Add((platform, entry.Digest));
        }

        private T? Read<T>(Descriptor entry, Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (OciException exception)
            {
                Add(exception.Fault, exception.Message, entry.Digest);
                return null;
            }
        }

        private void Add(OciFault fault, string message, Digest digest) => _findings.Add(new ImageFinding(fault, message, null, digest));
    }
}
