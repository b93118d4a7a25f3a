using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Signing;

/// <summary>Signs an image that stands in a layout: what was built without a key, or is to have one more signature.</summary>
public static class LayoutSigner
{
    /// <summary>Signs the image, or an index and each of its images, and attaches the signatures.</summary>
    /// <param name="text">The layout, as the command line names it.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="repository">The repository that the signature names; null for none.</param>
    /// <param name="version">The version that it names; null for none.</param>
    /// <param name="sourceEpoch">The source's time that it names, in seconds since 1970; null for none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The digests that were signed, the image's or index's first.</returns>
    /// <exception cref="WolfiException">It names no layout, the layout is damaged or can't be written, or nobody signed.</exception>
    public static async Task<ImmutableArray<Digest>> SignAsync(
        string text, ISigner signer, string? repository, string? version, long? sourceEpoch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        string folder = FolderOf(text);
        (ImageStore store, Descriptor root) = ImageArguments.OpenLocal(text, cancellationToken);
        try
        {
            ImmutableArray<Descriptor> subjects = Subjects(store, root, cancellationToken);
            ImmutableArray<Artifact>.Builder artifacts = ImmutableArray.CreateBuilder<Artifact>();
            foreach (Descriptor subject in subjects)
            {
                SignedImage said = new() { Digest = subject.Digest, Repository = repository, Version = version, SourceEpoch = sourceEpoch };
                artifacts.Add(await ImageSignatures.SignAsync(signer, subject, said, cancellationToken).ConfigureAwait(false));
            }

            LayoutAttachments.Add(folder, artifacts.ToImmutable(), cancellationToken);
            return [.. subjects.Select(subject => subject.Digest)];
        }
        catch (EvidenceException exception)
        {
            throw SigningErrors.From(exception);
        }
        catch (OciException exception)
        {
            throw ImageInputErrors.From(exception);
        }
    }

    private static string FolderOf(string text)
    {
        try
        {
            return ImageLocation.Parse(text, OciLayout.IsLayout) is { Kind: ImageLocationKind.Layout, Path: { } folder } ? folder : throw SigningErrors.NoLayout.Fail(text);
        }
        catch (OciException exception)
        {
            throw ImageInputErrors.From(exception);
        }
    }

    // The manifest is read, so that nobody signs what is not there.
    private static ImmutableArray<Descriptor> Subjects(ImageStore store, Descriptor root, CancellationToken cancellationToken)
    {
        if (MediaTypes.Find(root.MediaType)?.Role != MediaTypeRole.Index)
        {
            store.ReadManifest(root, cancellationToken);
            return [root];
        }

        Descriptor[] images = [.. store.ReadIndex(root, cancellationToken).Value.Manifests];
        foreach (Descriptor image in images)
        {
            store.ReadManifest(image, cancellationToken);
        }

        return [root, .. images];
    }
}
