using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Inspection;

/// <summary>Tells what an image for several platforms consists of, from its documents; no layer is opened.</summary>
public static class IndexInspector
{
    /// <summary>Reads the index and the documents of its images.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="root">Names the index.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">A document is damaged or missing.</exception>
    public static InspectedIndex Inspect(ImageStore store, Descriptor root, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        try
        {
            return new InspectedIndex(MultiPlatformImage.Read(store, root, cancellationToken), [.. IndexValidator.ValidateDocuments(store, root, cancellationToken).Select(finding => finding.Message)]);
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
    }
}
