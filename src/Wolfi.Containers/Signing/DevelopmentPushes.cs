using Wolfi.Containers.Diagnostics;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Signing;

/// <summary>Keeps what a development key signed on this machine, unless it is let go by name.</summary>
internal static class DevelopmentPushes
{
    /// <summary>Whether a registry is on this machine, so that nobody else takes what it has for more than a trial.</summary>
    public static bool IsOnThisMachine(string registry) => Uri.TryCreate($"https://{registry}/", UriKind.Absolute, out Uri? uri) && uri.IsLoopback;

    /// <summary>Demands that nothing that is pushed to another machine says of itself that a development key signed it.</summary>
    /// <param name="content">What is pushed.</param>
    /// <param name="registry">Where to.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException"><see cref="SigningErrors.DevelopmentAttachment"/>.</exception>
    /// <exception cref="OciException">A signature can't be read.</exception>
    public static void Demand(PushContent content, string registry, CancellationToken cancellationToken)
    {
        if (!IsOnThisMachine(registry) && (content.Referrers.Any(referrer => IsMarked(referrer, cancellationToken)) || content.Tagged.SelectMany(under => under.Contents).Any(item => IsMarked(item, cancellationToken))))
        {
            throw SigningErrors.DevelopmentAttachment.Fail(registry);
        }
    }

    // Where a development key signed statements, it signed the image too: other bundles, which may be large, are not read.
    private static bool IsMarked(PushedManifest referrer, CancellationToken cancellationToken) =>
        referrer.ArtifactType == SigstoreBundle.MediaType
        && referrer.Annotations.GetValueOrDefault(ImageSignatures.PredicateAnnotation, SignedImage.PredicateType) == SignedImage.PredicateType
        && referrer.Blobs.Any(blob => Read(blob, bytes => Statement.Read(SigstoreBundle.Read(bytes, "it").Envelope.Payload, "it").Subjects.Any(IsMarked), cancellationToken));

    private static bool IsMarked(TaggedContent content, CancellationToken cancellationToken) =>
        content.Descriptor.MediaType == SimpleSigning.MediaType
        && Read(content.Content, bytes => SimpleSigning.Read(bytes, "it").Optional.GetValueOrDefault(SignedImage.DevelopmentAnnotation) == SignedImage.True, cancellationToken);

    private static bool IsMarked(ResourceDescriptor subject) => subject.Annotations.GetValueOrDefault(SignedImage.DevelopmentAnnotation) == SignedImage.True;

    // The config of an artifact is none, and others attach what is not read here: neither says that a development key signed.
    private static bool Read(BlobSource blob, Func<ReadOnlyMemory<byte>, bool> isMarked, CancellationToken cancellationToken)
    {
        try
        {
            return isMarked(blob.ReadDocument(cancellationToken));
        }
        catch (EvidenceException)
        {
            return false;
        }
    }
}
