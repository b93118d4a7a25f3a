using System.Collections.Immutable;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Envelopes;
using Wolfi.SupplyChain.Keys;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>
/// Signatures and signed statements in the form of cosign 2, which verifiers and admission controllers from before bundles read: layers of a manifest under the tags
/// <c>sha256-….sig</c> and <c>sha256-….att</c>.
/// </summary>
public static class ClassicSignatures
{
    /// <summary>Suffix of the tag of signatures.</summary>
    public const string SignatureSuffix = ".sig";

    /// <summary>Suffix of the tag of signed statements.</summary>
    public const string AttestationSuffix = ".att";

    /// <summary>Both of them.</summary>
    public static ImmutableArray<string> Suffixes { get; } = [SignatureSuffix, AttestationSuffix];

    /// <summary>Annotation of a signed statement's layer with the type of its predicate.</summary>
    public const string PredicateAnnotation = "predicateType";

    /// <summary>Signs an image, and verifies the signature with the signer's public key.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="image">What the signature says.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.SigningFailed"/>: there is no signature by that key.</exception>
    public static async Task<TaggedContent> SignAsync(ISigner signer, SignedImage image, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(image);
        BlobSource payload = BlobSource.FromBytes(image.ToPayload().ToBytes());
        ReadOnlyMemory<byte> signature = await signer.SignDataAsync(image.ToPayload().ToBytes(), cancellationToken).ConfigureAwait(false);
        return Layer(SimpleSigning.MediaType, payload, (SimpleSigning.SignatureAnnotation, Convert.ToBase64String(signature.Span)));
    }

    /// <summary>A signed statement.</summary>
    /// <param name="envelope">The statement in its envelope, signed.</param>
    /// <param name="predicateType">The type of its predicate.</param>
    public static TaggedContent Attest(Envelope envelope, string predicateType)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return Layer(
            EvidenceTypes.Envelope, BlobSource.FromBytes(envelope.ToBytes()), (SimpleSigning.SignatureAnnotation, ""), (PredicateAnnotation, predicateType));
    }

    /// <summary>Whether a layer is a signature by a key. What its payload says is not looked at.</summary>
    /// <param name="content">The layer.</param>
    /// <param name="payload">Its bytes.</param>
    /// <param name="key">The public key.</param>
    public static bool IsSignedBy(TaggedContent content, ReadOnlyMemory<byte> payload, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(key);
        string text = content.Descriptor.Annotations.GetValueOrDefault(SimpleSigning.SignatureAnnotation, "");
        byte[] signature = new byte[text.Length];
        return content.Descriptor.MediaType == SimpleSigning.MediaType
            && Convert.TryFromBase64String(text, signature, out int length)
            && key.Verify(payload.Span, signature.AsSpan(0, length));
    }

    private static TaggedContent Layer(string mediaType, BlobSource content, params ReadOnlySpan<(string Name, string Value)> annotations)
    {
        ImmutableSortedDictionary<string, string>.Builder all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in annotations)
        {
            all.Add(name, value);
        }

        return new TaggedContent(new Descriptor { MediaType = mediaType, Digest = content.Digest, Size = content.Size, Annotations = all.ToImmutable() }, content);
    }
}
