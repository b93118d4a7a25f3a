using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>Makes attachments of documents: what is stated goes into an envelope, everything else is attached as it is.</summary>
internal static class EvidenceAttacher
{
    /// <summary>Names a statement's predicate, in annotations that lists of referrers repeat.</summary>
    public const string PredicateAnnotation = "in-toto.io/predicate-type";

    /// <summary>One artifact for each document, in their order.</summary>
    /// <param name="subject">The image's manifest.</param>
    /// <param name="repository">The image's repository.</param>
    /// <param name="documents">The documents.</param>
    public static ImmutableArray<Artifact> Attach(Descriptor subject, string repository, ImmutableArray<EvidenceDocument> documents) =>
        [.. documents.Select(document => Artifact.Attach(subject, ToArtifact(document, EvidenceSubject.Of(repository, subject.Digest))))];

    private static NewArtifact ToArtifact(EvidenceDocument document, ResourceDescriptor subject)
    {
        if (!document.IsStatement && !document.IsStated)
        {
            return new NewArtifact { Type = document.MediaType, MediaType = document.MediaType, Content = BlobSource.FromBytes(document.Bytes) };
        }

        ReadOnlyMemory<byte> statement = document.IsStatement
            ? document.Bytes
            : new Statement { Subjects = [subject], PredicateType = document.PredicateType!, Predicate = document.Bytes }.ToBytes();
        ImmutableSortedDictionary<string, string> predicate = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(PredicateAnnotation, document.PredicateType!);
        return new NewArtifact
        {
            Type = EvidenceTypes.Envelope,
            MediaType = EvidenceTypes.Envelope,
            Content = BlobSource.FromBytes(Envelope.OfStatement(statement).ToBytes()),
            Annotations = predicate,
            ContentAnnotations = predicate,
        };
    }
}
