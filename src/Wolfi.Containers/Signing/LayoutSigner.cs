using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.References;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Signing;

/// <summary>Signs an image that stands in a layout: what was built without a key, or is to have one more signature.</summary>
public static class LayoutSigner
{
    /// <summary>Signs the image, or an index and each of its images, and attaches the signatures.</summary>
    /// <param name="text">The layout, as the command line names it.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was signed, an index before its images.</returns>
    /// <exception cref="WolfiException">It names no layout, the layout is damaged or can't be written, or nobody signed.</exception>
    public static async Task<ImmutableArray<SignedSubject>> SignAsync(string text, SignatureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string folder = FolderOf(text);
        (ImageStore store, Descriptor root) = ImageArguments.OpenLocal(text, cancellationToken);
        try
        {
            NewSignatures made = await ImageSigner.SignAsync(store, root, request, cancellationToken).ConfigureAwait(false);
            if (!made.IsEmpty)
            {
                LayoutAttachments.Add(folder, made.Bundles, made.Classic, cancellationToken);
            }

            return made.Subjects;
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
}
