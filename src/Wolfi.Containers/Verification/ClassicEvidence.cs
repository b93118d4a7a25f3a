using System.Collections.Immutable;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>What is attached in cosign 2's form, and signed by a key of the policy. Certificates, logs and timestamps of this form are not read: a policy that asks for them counts none of it.</summary>
/// <param name="Statements">The statements that count; a signature as the statement that says the same.</param>
/// <param name="Ignored">Why each of the others does not count.</param>
internal sealed record ClassicEvidence(ImmutableArray<ProvedStatement> Statements, ImmutableArray<string> Ignored)
{
    /// <summary>Reads what is attached.</summary>
    /// <exception cref="OciException">A manifest is damaged or missing, or there is too much of it.</exception>
    public static ClassicEvidence Read(ImageStore store, Digest subject, SignerPolicy signers, CancellationToken cancellationToken)
    {
        List<ProvedStatement> statements = [];
        List<string> ignored = [];
        foreach (string suffix in ClassicSignatures.Suffixes)
        {
            ImmutableArray<TaggedContent> contents = TaggedAttachments.Find(store, subject, suffix, cancellationToken)?.Contents ?? [];
            long bytes = 0;
            for (int i = 0; i < contents.Length; i++)
            {
                string name = FormattableString.Invariant($"Layer {i + 1} under the tag '{DigestTag.Of(subject, suffix)}'");
                bytes += contents[i].Descriptor.Size;
                try
                {
                    statements.Add(bytes <= VerificationLimits.ClassicBytes
                        ? Prove(name, contents[i], subject, signers, cancellationToken)
                        : throw Fault($"{name} is not read: at most {VerificationLimits.ClassicBytes} bytes are, and the others took them"));
                }
                catch (Exception e) when (e is EvidenceException || (e is OciException && store.IsShared))
                {
                    // In a registry others may have added what can't be read; in a layout or archive nothing may be missing.
                    ignored.Add(e.Message.TrimEnd('.'));
                }
            }
        }

        return new ClassicEvidence([.. statements], [.. ignored]);
    }

    private static ProvedStatement Prove(string name, TaggedContent content, Digest subject, SignerPolicy signers, CancellationToken cancellationToken)
    {
        if (signers.RequireLog || signers.RequireTimestamp)
        {
            throw Fault($"{name} is a classic signature, whose log entry and timestamp are not read");
        }

        ReadOnlyMemory<byte> bytes = content.Content.ReadDocument(cancellationToken);
        return content.Descriptor.MediaType switch
        {
            SimpleSigning.MediaType => new ProvedStatement(
                SignedImage.From(SimpleSigning.Read(bytes, name), subject).ToStatement(), Proof(name, signers, key => ClassicSignatures.IsSignedBy(content, bytes, key))),
            EvidenceTypes.Envelope => ProveStatement(name, Envelope.Read(bytes, name), subject, signers),
            _ => throw Fault($"{name} is a '{content.Descriptor.MediaType}', which is neither a signature nor a statement"),
        };
    }

    private static ProvedStatement ProveStatement(string name, Envelope envelope, Digest subject, SignerPolicy signers)
    {
        if (envelope is not { PayloadType: EvidenceTypes.Statement, Signatures: [{ } signature] })
        {
            throw Fault($"{name} has not exactly one signature of a statement");
        }

        SignatureProof proof = Proof(name, signers, key => key.Verify(envelope.SignedBytes.Span, signature.Signature.Span));
        Statement statement = Statement.Read(envelope.Payload, name);

        // What signs the image is the payload of the other tag: here it would be taken twice.
        return statement.Subjects is [_] && statement.IsAbout(subject.Hex) && statement.PredicateType != SignedImage.PredicateType
            ? new ProvedStatement(statement, proof)
            : throw Fault($"{name} is signed, but no statement about this image alone");
    }

    private static SignatureProof Proof(string name, SignerPolicy signers, Func<VerificationKey, bool> isSignedBy) => signers.Keys.FirstOrDefault(isSignedBy) is { } key
        ? new SignatureProof { Key = key }
        : throw Fault($"{name} is not signed by a key named here");

    private static EvidenceException Fault(string what) => new(EvidenceFault.Unproved, $"{what}.");
}
