using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>What is attached to an image and signed by somebody whom the policy names. The rest is counted: anybody may attach something.</summary>
/// <param name="Statements">The statements that count, in the order in which they are listed.</param>
/// <param name="Ignored">Why each of the others does not count.</param>
internal sealed record ImageEvidence(ImmutableArray<ProvedStatement> Statements, ImmutableArray<string> Ignored)
{
    /// <summary>Reads what is attached.</summary>
    /// <param name="store">Where it is attached.</param>
    /// <param name="subject">The image's manifest, or an index.</param>
    /// <param name="policy">Who may have signed, and in which form.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OciException">There is too much of it, or it names the image's digest with another size.</exception>
    public static ImageEvidence Read(ImageStore store, Descriptor subject, SignaturePolicy policy, CancellationToken cancellationToken)
    {
        ImmutableArray<ProvedStatement>.Builder statements = ImmutableArray.CreateBuilder<ProvedStatement>();
        ImmutableArray<string>.Builder ignored = ImmutableArray.CreateBuilder<string>();
        TypedReferrers bundles = TypedReferrers.Find(store, subject, SigstoreBundle.MediaType, VerificationLimits.BundleBytes, cancellationToken);
        foreach ((Digest artifact, BlobSource content) in bundles.Contents(cancellationToken))
        {
            (ProvedStatement? statement, string? why) = Prove($"The bundle {artifact}", content, store, subject.Digest, policy.Signers, cancellationToken);
            if (statement is not null)
            {
                statements.Add(statement);
            }
            else
            {
                ignored.Add(why!);
            }
        }

        ignored.AddRange(bundles.Unread);
        if (policy.AllowClassic)
        {
            ClassicEvidence classic = ClassicEvidence.Read(store, subject.Digest, policy.Signers, cancellationToken);
            statements.AddRange(classic.Statements);
            ignored.AddRange(classic.Ignored);
        }

        return new ImageEvidence(statements.ToImmutable(), ignored.ToImmutable());
    }

    // In a registry others may have listed what they never pushed; in a layout or archive nothing may be missing.
    private static (ProvedStatement? Statement, string? Why) Prove(string name, BlobSource content, ImageStore store, Digest digest, SignerPolicy signers, CancellationToken cancellationToken)
    {
        try
        {
            return Prove(name, content.ReadDocument(cancellationToken), digest, signers);
        }
        catch (OciException e) when (store.IsShared)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }

    private static (ProvedStatement? Statement, string? Why) Prove(string name, ReadOnlyMemory<byte> bytes, Digest digest, SignerPolicy signers)
    {
        try
        {
            SigstoreBundle bundle = SigstoreBundle.Read(bytes, name);
            SignatureProof proof = BundleVerifier.Verify(bundle, signers, name);

            // More subjects than this one: a signature of many images is none of one.
            Statement statement = Statement.Read(bundle.Envelope.Payload, name);
            return statement.Subjects is [_] && statement.IsAbout(digest.Hex)
                ? (new ProvedStatement(statement, proof), null)
                : (null, $"{name} is signed, but not about this image alone");
        }
        catch (EvidenceException e)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }
}
