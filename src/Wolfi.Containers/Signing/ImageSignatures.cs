using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Signing;

/// <summary>Makes the attachments that sign an image and what is stated about it: a Sigstore bundle each, as cosign 3 attaches them.</summary>
internal static class ImageSignatures
{
    /// <summary>Annotation of a bundle's manifest with the type of the predicate inside.</summary>
    public const string PredicateAnnotation = "dev.sigstore.bundle.predicateType";

    private const string ContentAnnotation = "dev.sigstore.bundle.content";
    private const string Envelope = "dsse-envelope";

    /// <summary>The signature of an image, and signed statements of documents: one for each that can be stated, in their order.</summary>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>.</exception>
    /// <exception cref="Diagnostics.WolfiException">A service that is to log or timestamp fails.</exception>
    public static async Task<ImmutableArray<Artifact>> SignAsync(
        BundleSigner signer, Descriptor subject, SignedImage image, ImmutableArray<EvidenceDocument> documents, CancellationToken cancellationToken)
    {
        ImmutableArray<Statement> statements =
        [
            image.ToStatement(),
            .. documents.Where(document => document.PredicateType is not null).Select(document => Mark(ToStatement(document, image), image)),
        ];
        ImmutableArray<SigstoreBundle> bundles = await signer.SignAsync([.. statements.Select(statement => statement.ToBytes())], cancellationToken).ConfigureAwait(false);
        return [.. bundles.Select((bundle, i) => Attach(subject, bundle, statements[i].PredicateType, image.SourceEpoch ?? 0))];
    }

    private static Artifact Attach(Descriptor subject, SigstoreBundle bundle, string predicateType, long created) => Artifact.Attach(subject, new NewArtifact
    {
        Type = SigstoreBundle.MediaType,
        MediaType = SigstoreBundle.MediaType,
        Content = BlobSource.FromBytes(bundle.ToBytes()),
        Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(AnnotationNames.Created, Timestamps.Format(created))
            .Add(ContentAnnotation, Envelope)
            .Add(PredicateAnnotation, predicateType),
    });

    private static Statement ToStatement(EvidenceDocument document, SignedImage image) => document.IsStatement
        ? Statement.Read(document.Bytes, "The statement")
        : new Statement
        {
            Subjects = [new ResourceDescriptor { Name = image.Repository, Digest = ResourceDescriptor.Sha256(image.Digest.Hex) }],
            PredicateType = document.PredicateType!,
            Predicate = document.Bytes,
        };

    private static Statement Mark(Statement statement, SignedImage image) => !image.ByDevelopmentKey
        ? statement
        : statement with
        {
            Subjects = [.. statement.Subjects.Select(subject => subject with { Annotations = subject.Annotations.SetItem(SignedImage.DevelopmentAnnotation, "true") })],
        };
}
