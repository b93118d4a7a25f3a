using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Publishing;

/// <summary>A build's signatures in cosign 2's form, where the project wants it: they say what the bundles say.</summary>
internal static class ClassicSigning
{
    /// <summary>Makes them for a manifest or an index; none where the project does not want them.</summary>
    /// <param name="build">The build's key; null where nothing is signed.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="subject">Digest of the manifest or index.</param>
    /// <param name="bundles">Its bundles, as <see cref="ImageSigning"/> makes them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException">The key does not open, or did not sign.</exception>
    public static async Task<ImmutableArray<TaggedAttachments>> SignAsync(
        BuildSigner? build, PublishRequest request, Digest subject, ImmutableArray<Artifact> bundles, CancellationToken cancellationToken)
    {
        if (build is null || !request.Signing!.Formats.HasFlag(SignatureFormats.Classic))
        {
            return [];
        }

        ISigner signer = (await build.GetAsync(cancellationToken).ConfigureAwait(false)).Key;
        List<TaggedContent> signatures = [];
        List<TaggedContent> attestations = [];
        try
        {
            foreach (SigstoreBundle bundle in bundles.Select(artifact => SigstoreBundle.Read(artifact.Content.Single().ReadDocument(cancellationToken), $"Bundle {artifact.Manifest.Digest}")))
            {
                Statement statement = Statement.Read(bundle.Envelope.Payload, "The statement");
                if (statement.PredicateType == SignedImage.PredicateType)
                {
                    signatures.Add(await ClassicSignatures.SignAsync(signer, SignedImage.From(statement, subject), cancellationToken).ConfigureAwait(false));
                }
                else
                {
                    attestations.Add(ClassicSignatures.Attest(bundle.Envelope, statement.PredicateType));
                }
            }
        }
        catch (EvidenceException exception)
        {
            throw SigningErrors.From(exception);
        }

        return
        [
            new TaggedAttachments(subject, ClassicSignatures.SignatureSuffix, [.. signatures]),
            .. attestations.Count == 0 ? [] : new[] { new TaggedAttachments(subject, ClassicSignatures.AttestationSuffix, [.. attestations]) },
        ];
    }

    /// <summary>The bundles that are attached: none where the project wants the classic form alone.</summary>
    public static ImmutableArray<Artifact> Attached(PublishRequest request, ImmutableArray<Artifact> bundles) =>
        request.Signing?.Formats.HasFlag(SignatureFormats.Bundle) == false ? [] : bundles;
}
