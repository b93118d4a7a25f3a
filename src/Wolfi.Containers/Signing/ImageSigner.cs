using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Verification;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Signing;

/// <summary>
/// Signs what stands in a store: an image, or an index and each of its images. What is signed is a digest whose document was read, never a tag; the repository,
/// version and time that signatures name are the same for all of them.
/// </summary>
internal static class ImageSigner
{
    /// <summary>Makes the signatures; the store is not changed.</summary>
    /// <param name="store">Where it stands. What the store lists as attached is looked at: what this key signed in the same words is not signed again.</param>
    /// <param name="root">The manifest or index.</param>
    /// <param name="request">How.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">A document is damaged or missing.</exception>
    /// <exception cref="EvidenceException">Nobody signed.</exception>
    public static async Task<NewSignatures> SignAsync(ImageStore store, Descriptor root, SignatureRequest request, CancellationToken cancellationToken)
    {
        NewSignatures made = NewSignatures.Nothing;
        foreach (SignedSubject subject in Subjects(store, root, request, cancellationToken))
        {
            Descriptor descriptor = root.Digest == subject.Said.Digest ? root : store.ReadIndex(root, cancellationToken).Value.Manifests.First(entry => entry.Digest == subject.Said.Digest);
            ImmutableArray<Artifact> bundles = [];
            if (request.Formats.HasFlag(SignatureFormats.Bundle) && !HasBundle(store, descriptor, subject.Said, request, cancellationToken))
            {
                bundles = await ImageSignatures.SignAsync(request.Signer, descriptor, subject.Said, [], cancellationToken).ConfigureAwait(false);
            }

            ImmutableArray<TaggedAttachments> classic = [];
            if (request.Formats.HasFlag(SignatureFormats.Classic) && !HasClassic(store, descriptor, subject.Said, request, cancellationToken))
            {
                TaggedContent content = await ClassicSignatures.SignAsync(request.Signer.Key, subject.Said, cancellationToken).ConfigureAwait(false);
                classic = [new TaggedAttachments(descriptor.Digest, ClassicSignatures.SignatureSuffix, [content])];
            }

            made = made.With(subject with { Stood = bundles.IsEmpty && classic.IsEmpty }, bundles, classic);
        }

        return made;
    }

    private static IEnumerable<SignedSubject> Subjects(ImageStore store, Descriptor root, SignatureRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypes.IsIndex(root.MediaType))
        {
            Image image = store.ReadImage(root, cancellationToken);
            return [Subject(root.Digest, image.Manifest.Value.Annotations, image, image.Config.Value.Platform, request)];
        }

        MultiPlatformImage images = MultiPlatformImage.Read(store, root, cancellationToken);
        ImmutableSortedDictionary<string, string> annotations = images.Index.Value.Annotations;
        Image? first = images.Images.FirstOrDefault();
        return
        [
            Subject(root.Digest, annotations, first, null, request),
            .. images.Images.Select(image => Subject(image.Digest, annotations, first, image.Config.Value.Platform, request)),
        ];
    }

    private static SignedSubject Subject(Digest digest, ImmutableSortedDictionary<string, string> annotations, Image? image, Platform? platform, SignatureRequest request) => new(
        new SignedImage
        {
            Digest = digest,
            Repository = request.Repository,
            Version = request.Version ?? annotations.GetValueOrDefault(AnnotationNames.Version),
            SourceEpoch = request.SourceEpoch ?? EpochOf(image),
            ByDevelopmentKey = request.ByDevelopmentKey,
        },
        platform,
        Stood: false);

    private static long? EpochOf(Image? image) =>
        DateTimeOffset.TryParse(image?.Config.Value.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset created) && created.ToUnixTimeSeconds() is >= 0 and var seconds
            ? seconds
            : null;

    private static bool HasBundle(ImageStore store, Descriptor subject, SignedImage said, SignatureRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> statement = said.ToStatement().ToBytes();
        return TypedReferrers.Find(store, subject, SigstoreBundle.MediaType, VerificationLimits.BundleBytes, cancellationToken).Contents(cancellationToken)
            .Select(attached => TryRead(() => SigstoreBundle.Read(attached.Content.ReadDocument(cancellationToken), "it")))
            .Any(bundle => bundle is not null && bundle.Envelope.Payload.Span.SequenceEqual(statement.Span) && bundle.IsSignedBy(request.Signer.PublicKey)
                && (!request.Signer.IsLogged || !bundle.LogEntries.IsEmpty));
    }

    private static bool HasClassic(ImageStore store, Descriptor subject, SignedImage said, SignatureRequest request, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> payload = said.ToPayload().ToBytes();
        return TaggedAttachments.Find(store, subject.Digest, ClassicSignatures.SignatureSuffix, cancellationToken) is { } there
            && there.Contents.Any(content => content.Descriptor.Digest == Digest.Of(payload.Span) && ClassicSignatures.IsSignedBy(content, payload, request.Signer.PublicKey));
    }

    // What others attached, and is none or can't be read, is no reason not to sign.
    private static SigstoreBundle? TryRead(Func<SigstoreBundle> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is EvidenceException or OciException)
        {
            return null;
        }
    }
}
