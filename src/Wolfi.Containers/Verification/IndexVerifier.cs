using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Verification;

/// <summary>
/// Verifies an image for several platforms: that its index is made of its images and nothing else, who signed the index, and each image as one that stands alone,
/// with a signature of its own. Who starts it takes one of the images, and may know that by its digest only.
/// </summary>
public static class IndexVerifier
{
    /// <summary>Verifies the index, its images, and that each other blob of the place is what its name says.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="root">Names the index.</param>
    /// <param name="only">The platform whose image alone is verified beside the index; null for all.</param>
    /// <param name="policy">What must be proved. What is required beside signatures is asked of the images.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="WolfiException"><see cref="AccountErrors.EmptyPolicy"/>; or the index has no image for that platform.</exception>
    public static IndexVerification Verify(ImageStore store, Descriptor root, Platform? only, VerificationPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Emptiness is { } emptiness)
        {
            throw AccountErrors.EmptyPolicy.Fail(emptiness);
        }

        List<Diagnostic> findings = [.. IndexValidator.ValidateDocuments(store, root, cancellationToken).Take(VerificationLimits.Findings).Select(finding => AccountErrors.Damaged.Create(finding.Message))];
        if (TryRead(store, root, findings, cancellationToken) is not { } images)
        {
            return new IndexVerification { Digest = root.Digest, IndexFindings = [.. findings] };
        }

        Image[] chosen = [.. images.Images.Where(image => only is null || only.Matches(image.Config.Value.Platform))];
        if (only is not null && chosen.Length == 0)
        {
            throw ImageInputErrors.NoImage.Fail($"Index {root.Digest} in {store.Name} has no image for {only}.");
        }

        if (findings.Count == 0)
        {
            findings.AddRange(Compare(images));
        }

        ImageEvidence? evidence = ReadEvidence(store, root, policy, findings, cancellationToken);
        ImmutableArray<PlatformVerification> platforms =
        [
            .. chosen.Select(image => new PlatformVerification(
                image.Config.Value.Platform,
                ImageVerifier.VerifyAlone(new StoredImage(store, image), images.Index.Value.Manifests.First(entry => entry.Digest == image.Digest), policy, cancellationToken))),
        ];
        findings.AddRange(ListedEntries.Faults(store, image: null, cancellationToken).Select(fault => AccountErrors.Damaged.Create(fault)));
        HashSet<Digest> read = [.. platforms.Zip(chosen).SelectMany(pair => ImageVerifier.ReadOf(pair.Second, pair.First.Verification.Account)), root.Digest];
        BlobSource[] others = ImageVerifier.Others(store, images.Images.SelectMany(image => image.Blobs), read, findings, cancellationToken);
        findings.AddRange(ImageVerifier.Hash(others, cancellationToken));
        return Explain(new IndexVerification
        {
            Digest = root.Digest,
            Platforms = platforms,
            IndexFindings = [.. findings],
            Evidence = evidence is null ? [] : [.. evidence.Statements.Select(proved => new VerifiedEvidence(proved.Statement.PredicateType, proved.Proof))],
            Ignored = evidence?.Ignored ?? [],
            OtherBlobs = others.Length,
        });
    }

    private static MultiPlatformImage? TryRead(ImageStore store, Descriptor root, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        try
        {
            return MultiPlatformImage.Read(store, root, cancellationToken);
        }
        catch (OciException e)
        {
            Diagnostic damaged = AccountErrors.Damaged.Create(e.Message);
            if (findings.All(finding => finding.Message != damaged.Message))
            {
                findings.Add(damaged);
            }

            return null;
        }
    }

    // The validator found one image for each platform, so that the index can be made again.
    private static IEnumerable<Diagnostic> Compare(MultiPlatformImage images)
    {
        MultiPlatformImage computed = IndexAssembler.Assemble(images.Images);
        if (computed.Digest != images.Digest)
        {
            yield return IndexErrors.Differs.Create(images.Digest, Difference(images.Index.Value, computed.Index.Value));
        }
    }

    private static string Difference(ImageIndex found, ImageIndex computed) =>
        found.Annotations.Except(computed.Annotations).Select(annotation => annotation.Key).FirstOrDefault() is { } name ? $"it has the annotation {name}, which not all of them have alike"
        : computed.Annotations.Except(found.Annotations).Select(annotation => annotation.Key).FirstOrDefault() is { } missing ? $"it lacks the annotation {missing}, which all of them have"
        : found.Manifests.Length != computed.Manifests.Length ? "it names what is no image"
        : !found.Manifests.Select(entry => entry.Digest).SequenceEqual(computed.Manifests.Select(entry => entry.Digest)) ? "it names them in another order"
        : "it says more of them, or writes it otherwise";

    private static ImageEvidence? ReadEvidence(ImageStore store, Descriptor root, VerificationPolicy policy, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        if (policy.Signature.Signers.IsEmpty)
        {
            return null;
        }

        try
        {
            ImageEvidence evidence = ImageEvidence.Read(store, root, policy.Signature, cancellationToken);
            SignaturePolicy asked = policy.Signature with { Required = [.. policy.Signature.Required.Where(required => required.IsOfSignatures())] };
            findings.AddRange(SignatureCheck.Check(evidence, root.Digest, asked));
            return evidence;
        }
        catch (OciException e)
        {
            findings.Add(AccountErrors.Damaged.Create(e.Message));
            return null;
        }
    }

    // Of what is not signed, that the other part is signed is the reason that helps.
    private static IndexVerification Explain(IndexVerification found)
    {
        bool index = IsSigned(found.Evidence);
        string[] signed = [.. found.Platforms.Where(platform => IsSigned(platform.Verification.Evidence)).Select(platform => platform.Platform.ToString())];
        return found with
        {
            IndexFindings = [.. found.IndexFindings.Select(finding => IsNotSigned(finding) && signed.Length > 0 ? IndexErrors.OnlyImagesSigned.Create(found.Digest, string.Join(", ", signed)) : finding)],
            Platforms = [.. found.Platforms.Select(platform => index ? platform with { Verification = Explain(platform, found.Digest) } : platform)],
        };
    }

    private static Verification Explain(PlatformVerification platform, Digest index) => platform.Verification with
    {
        OtherFindings = [.. platform.Verification.OtherFindings.Select(finding =>
            IsNotSigned(finding) ? IndexErrors.OnlyIndexSigned.Create(platform.Verification.Account.Digest, platform.Platform.ToString(), index) : finding)],
    };

    private static bool IsSigned(ImmutableArray<VerifiedEvidence> evidence) => evidence.Any(one => one.PredicateType == SignedImage.PredicateType);

    private static bool IsNotSigned(Diagnostic finding) => finding.Descriptor == VerificationErrors.NotSigned || finding.Descriptor == IdentityErrors.NotSigned;
}
