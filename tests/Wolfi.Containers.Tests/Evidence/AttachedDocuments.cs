using System.Text.Json;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Tests.Evidence;

/// <summary>What is attached to the image in a layout or archive, found by its subject as others find it.</summary>
internal sealed class AttachedDocuments
{
    private AttachedDocuments(Image image, Artifact[] artifacts)
    {
        Image = image;
        Artifacts = artifacts;
    }

    public Image Image { get; }

    public Artifact[] Artifacts { get; }

    public static AttachedDocuments InLayout(string folder) => In(OciLayout.Open(folder));

    public static AttachedDocuments In(ImageStore store)
    {
        Image image = store.ReadImage("latest", null, CancellationToken.None);
        AttachedDocuments documents = new(image, [.. Referrers.Of(store, image.Descriptor, CancellationToken.None)]);
        foreach (Artifact artifact in documents.Artifacts)
        {
            Assert.IsEmpty(ArtifactValidator.Validate(artifact, image.Descriptor, artifact.Descriptor, CancellationToken.None));
        }

        return documents;
    }

    /// <summary>The statement with a predicate type, out of its unsigned envelope; null where there is none.</summary>
    public Statement? Find(string predicateType)
    {
        Artifact? artifact = Artifacts.SingleOrDefault(artifact => artifact.Manifest.Value.Annotations.GetValueOrDefault("in-toto.io/predicate-type") == predicateType);
        if (artifact is null)
        {
            return null;
        }

        Assert.AreEqual(EvidenceTypes.Envelope, artifact.Type);
        Envelope envelope = Envelope.Read(artifact.Content[0].ReadDocument(CancellationToken.None), predicateType);
        Assert.AreEqual(EvidenceTypes.Statement, envelope.PayloadType);
        Assert.IsEmpty(envelope.Signatures);
        Statement statement = Statement.Read(envelope.Payload, predicateType);
        Assert.AreEqual(predicateType, statement.PredicateType);
        Assert.IsTrue(statement.IsAbout(Image.Digest.Hex));
        return statement;
    }

    /// <summary>The predicate of a statement that must be there.</summary>
    public JsonElement Predicate(string predicateType)
    {
        Statement? statement = Find(predicateType);
        Assert.IsNotNull(statement, predicateType);
        return JsonDocument.Parse(statement.Predicate).RootElement;
    }
}
