using System.Collections.Immutable;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Oci.Artifacts;

/// <summary>Checks an artifact: that its manifest is one of an artifact, of the right subject, and its content what the manifest says. All findings are returned, in a fixed order.</summary>
public static class ArtifactValidator
{
    /// <summary>Checks manifest and content.</summary>
    /// <param name="artifact">The artifact.</param>
    /// <param name="subject">The manifest that it should be attached to.</param>
    /// <param name="entry">What an index says of it; null when it stands in none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static ImmutableArray<ImageFinding> Validate(Artifact artifact, Descriptor subject, Descriptor? entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        ArgumentNullException.ThrowIfNull(subject);
        return [.. CheckManifest(artifact, subject), .. CheckEntry(artifact, entry), .. CheckContent(artifact, cancellationToken)];
    }

    private static IEnumerable<ImageFinding> CheckManifest(Artifact artifact, Descriptor subject)
    {
        ImageManifest manifest = artifact.Manifest.Value;
        if (manifest.MediaType != MediaTypes.ImageManifest)
        {
            yield return Finding(artifact, OciFault.UnsupportedMediaType, $"Artifact {artifact.Manifest.Digest} is a '{manifest.MediaType}', which can hold none.");
        }

        if (string.IsNullOrEmpty(manifest.ArtifactType) && manifest.Config.MediaType == MediaTypes.Empty)
        {
            yield return Finding(artifact, OciFault.MalformedDocument, $"Artifact {artifact.Manifest.Digest} does not say its type.");
        }

        if (manifest.Subject is not { } named)
        {
            yield return Finding(artifact, OciFault.MalformedDocument, $"Artifact {artifact.Manifest.Digest} is attached to nothing.");
        }
        else if (named.Digest != subject.Digest || named.Size != subject.Size || named.MediaType != subject.MediaType)
        {
            yield return Finding(
                artifact,
                OciFault.DigestMismatch,
                $"Artifact {artifact.Manifest.Digest} is attached to {named.Digest} ('{Shown.Text(named.MediaType)}', {named.Size} bytes) where it should be to {subject.Digest} ('{subject.MediaType}', {subject.Size} bytes).");
        }

        foreach (Descriptor descriptor in manifest.Layers.Prepend(manifest.Config).Where(descriptor => !descriptor.Urls.IsEmpty))
        {
            yield return Finding(artifact, OciFault.MalformedDocument, $"Artifact {artifact.Manifest.Digest} has 'urls' for {descriptor.Digest}: content from elsewhere is never fetched.");
        }
    }

    private static IEnumerable<ImageFinding> CheckEntry(Artifact artifact, Descriptor? entry)
    {
        if (entry is not null && (entry.Digest != artifact.Manifest.Digest || entry.Size != artifact.Manifest.Bytes.Length || entry.MediaType != artifact.Manifest.Value.MediaType))
        {
            yield return Finding(
                artifact,
                OciFault.DigestMismatch,
                $"The index's entry names {entry.Digest} of {entry.Size} bytes; the artifact is {artifact.Manifest.Digest} of {artifact.Manifest.Bytes.Length} bytes.");
        }

        if (entry?.ArtifactType is { } type && type != artifact.Type)
        {
            yield return Finding(artifact, OciFault.MalformedDocument, $"The index's entry of artifact {artifact.Manifest.Digest} says '{Shown.Text(type)}' where the manifest says '{Shown.Text(artifact.Type)}'.");
        }
    }

    private static IEnumerable<ImageFinding> CheckContent(Artifact artifact, CancellationToken cancellationToken)
    {
        ImageManifest manifest = artifact.Manifest.Value;
        BlobSource[] blobs = [artifact.Config, .. artifact.Content];
        Descriptor[] descriptors = [manifest.Config, .. manifest.Layers];
        for (int i = 0; i < Math.Max(blobs.Length, descriptors.Length); i++)
        {
            if (i >= blobs.Length || i >= descriptors.Length || blobs[i].Digest != descriptors[i].Digest || blobs[i].Size != descriptors[i].Size)
            {
                yield return Finding(artifact, OciFault.DigestMismatch, $"Artifact {artifact.Manifest.Digest} has other content than its manifest names.");
                yield break;
            }

            if (Failure(blobs[i], cancellationToken) is { } failure)
            {
                yield return Finding(artifact, failure.Fault, failure.Message);
            }
        }
    }

    private static OciException? Failure(BlobSource blob, CancellationToken cancellationToken)
    {
        try
        {
            blob.Verify(cancellationToken);
            return null;
        }
        catch (OciException exception)
        {
            return exception;
        }
    }

    private static ImageFinding Finding(Artifact artifact, OciFault fault, string message) => new(fault, message, null, artifact.Manifest.Digest);
}
