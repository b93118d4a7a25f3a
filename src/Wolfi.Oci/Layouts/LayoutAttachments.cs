using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Outputs;

namespace Wolfi.Oci.Layouts;

/// <summary>Adds artifacts to a layout that stands: blobs first, <c>index.json</c> last, so that whoever looks sees the layout as it was or with all of them.</summary>
public static class LayoutAttachments
{
    /// <summary>Adds them; one that is listed already stays as it is.</summary>
    /// <param name="folder">The layout's folder.</param>
    /// <param name="artifacts">What is attached, in the order in which it is listed.</param>
    /// <param name="cancellationToken">Ends the work and leaves the layout as it was, but for blobs that nothing names.</param>
    /// <exception cref="OciException">It is no layout, is damaged, another process is changing it, or it can't be written.</exception>
    public static void Add(string folder, ImmutableArray<Artifact> artifacts, CancellationToken cancellationToken) => Add(folder, artifacts, [], cancellationToken);

    /// <summary>Adds artifacts, and attachments under tags of digests to those that the layout has there.</summary>
    /// <param name="folder">The layout's folder.</param>
    /// <param name="artifacts">What is attached, in the order in which it is listed.</param>
    /// <param name="tagged">What is attached under tags.</param>
    /// <param name="cancellationToken">Ends the work and leaves the layout as it was, but for blobs that nothing names.</param>
    /// <exception cref="OciException">It is no layout, is damaged, another process is changing it, or it can't be written.</exception>
    public static void Add(string folder, ImmutableArray<Artifact> artifacts, ImmutableArray<TaggedAttachments> tagged, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        OciLayout.Open(target);
        try
        {
            // The place beside the index is taken first: nobody else changes it from here on.
            using StagedFile index = new(Path.Combine(target, LayoutNames.Index));
            OciLayout layout = OciLayout.Open(target);
            ImageIndex current = layout.Index.Value;
            ImmutableArray<TaggedAttachments> merged =
                [.. tagged.Select(under => TaggedAttachments.Find(layout, under.Subject, under.Suffix, cancellationToken)?.With(under.Contents) ?? under)];
            foreach (BlobSource blob in artifacts.SelectMany(artifact => artifact.Blobs).Concat(merged.SelectMany(under => under.Blobs)).DistinctBy(blob => blob.Digest))
            {
                Write(Path.Combine(target, LayoutNames.Blobs, LayoutNames.Sha256, blob.Digest.Hex), blob, cancellationToken);
            }

            IEnumerable<Descriptor> added = artifacts.Select(artifact => artifact.Descriptor).Where(entry => current.Manifests.All(listed => listed.Digest != entry.Digest));
            IEnumerable<Descriptor> kept = current.Manifests.Where(entry => merged.All(under => entry.Annotations.GetValueOrDefault(AnnotationNames.RefName) != under.Tag));
            index.Stream.Write((current with { Manifests = [.. kept, .. added, .. merged.Select(under => under.Descriptor)] }).ToDocument().Bytes.Span);
            cancellationToken.ThrowIfCancellationRequested();
            index.Commit();
        }
        catch (Exception exception) when (OutputFaults.IsFromSystem(exception))
        {
            throw OutputFaults.Failed(target, exception);
        }
    }

    // What is there and has the size is left to whoever verifies: its name says what it must be.
    private static void Write(string path, BlobSource blob, CancellationToken cancellationToken)
    {
        if (new FileInfo(path) is { Exists: true } there && there.Length == blob.Size)
        {
            return;
        }

        using StagedFile file = new(path);
        blob.CopyTo(file.Stream, cancellationToken);
        file.Commit();
    }
}
