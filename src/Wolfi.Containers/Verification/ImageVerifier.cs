using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Proofs;
using Wolfi.SupplyChain.Signatures;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>Verifies an image in a place on this machine.</summary>
public static class ImageVerifier
{
    /// <summary>Verifies the image, and that each other blob of the place is what its name says.</summary>
    /// <exception cref="WolfiException"><see cref="AccountErrors.EmptyPolicy"/>: the policy asks for nothing.</exception>
    public static Verification Verify(StoredImage stored, VerificationPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Emptiness is { } emptiness)
        {
            throw AccountErrors.EmptyPolicy.Fail(emptiness);
        }

        Verification alone = VerifyAlone(
            stored, stored.Store.Index.Value.Manifests.FirstOrDefault(entry => entry.Digest == stored.Image.Digest), policy, cancellationToken);
        List<Diagnostic> findings = [.. alone.OtherFindings, .. ListedEntries.Faults(stored.Store, stored.Image, cancellationToken).Select(fault => AccountErrors.Damaged.Create(fault))];
        BlobSource[] others = Others(stored.Store, stored.Image.Blobs, ReadOf(stored.Image, alone.Account), findings, cancellationToken);
        return alone with { OtherBlobs = others.Length, OtherFindings = [.. findings, .. Hash(others, cancellationToken)] };
    }

    /// <summary>Verifies the image alone, whatever else its place has; <see cref="Others"/> are left to the caller.</summary>
    internal static Verification VerifyAlone(StoredImage stored, Descriptor? entry, VerificationPolicy policy, CancellationToken cancellationToken)
    {
        Image image = stored.Image;
        (ImageEvidence? evidence, List<Diagnostic> findings) = ReadEvidence(stored, policy, cancellationToken);
        AttachedIndexes indexes = ReadIndexes(stored, policy.Account, findings, cancellationToken);
        PackageHeadsPredicate? heads = evidence is null ? null : Heads(evidence, image.Digest, findings);
        ByteAccount account = ImageAccountant.Account(
            image,
            entry,
            policy.Account with { AttachedIndexes = indexes.Signed },
            heads,
            cancellationToken);
        if (evidence is not null)
        {
            findings.AddRange(BuilderClaims.Check(evidence, image.Digest));
        }

        if (evidence is not null && account.IsComplete)
        {
            findings.AddRange(EvidenceContents.Check(evidence, account));
        }

        if (evidence is not null && findings.Count == 0)
        {
            account = account.TeamSignedBy(SignerOf(evidence));
        }

        return new Verification
        {
            Account = account,
            OtherBlobs = 0,
            OtherFindings = [.. findings],
            Ignored = [.. evidence?.Ignored ?? [], .. indexes.Ignored],
            Evidence = evidence is null ? [] : [.. evidence.Statements.Select(proved => new VerifiedEvidence(proved.Statement.PredicateType, proved.Proof))],
        };
    }

    /// <summary>The blobs that the account has read: it stops at the first layer that is not what it should be, and the others are hashed all the same.</summary>
    internal static HashSet<Digest> ReadOf(Image image, ByteAccount account) => account.IsComplete ? [.. image.Blobs.Select(blob => blob.Digest)] : [image.Digest, image.Config.Digest];

    /// <summary>The blobs that are still to be hashed: of the images, of what the place lists, and whatever else lies there.</summary>
    internal static BlobSource[] Others(ImageStore store, IEnumerable<BlobSource> images, HashSet<Digest> read, List<Diagnostic> findings, CancellationToken cancellationToken) =>
        [.. Listed(store, findings, cancellationToken).Concat(store.StoredBlobs).Concat(images).DistinctBy(blob => blob.Digest).Where(blob => !read.Contains(blob.Digest))];

    // What a layout's or archive's list leads to must be there; what nothing leads to must be what its name says.
    private static List<BlobSource> Listed(ImageStore store, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        List<BlobSource> blobs = [];
        if (store.IsShared)
        {
            return blobs;
        }

        try
        {
            foreach (Descriptor entry in store.Index.Value.Manifests.Where(entry => MediaTypes.IsManifest(entry.MediaType)).DistinctBy(entry => entry.Digest))
            {
                ImageManifest manifest = store.ReadManifest(entry, cancellationToken).Value;
                blobs.AddRange(manifest.Layers.Prepend(manifest.Config).Select(store.GetBlob));
            }
        }
        catch (OciException e)
        {
            findings.Add(AccountErrors.Damaged.Create(e.Message));
        }

        return blobs;
    }

    private static (ImageEvidence? Evidence, List<Diagnostic> Findings) ReadEvidence(StoredImage stored, VerificationPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.Signature.Signers.IsEmpty)
        {
            return (null, []);
        }

        try
        {
            ImageEvidence evidence = ImageEvidence.Read(stored.Store, stored.Image.Descriptor, policy.Signature, cancellationToken);
            return (evidence, [.. SignatureCheck.Check(evidence, stored.Image.Digest, policy.Signature)]);
        }
        catch (OciException e)
        {
            return (null, [AccountErrors.Damaged.Create(e.Message)]);
        }
    }

    private static AttachedIndexes ReadIndexes(StoredImage stored, AccountPolicy policy, List<Diagnostic> findings, CancellationToken cancellationToken)
    {
        try
        {
            return AttachedIndexes.Read(stored, policy, cancellationToken);
        }
        catch (OciException e)
        {
            Diagnostic damaged = AccountErrors.Damaged.Create(e.Message);
            if (findings.All(finding => finding.Message != damaged.Message))
            {
                findings.Add(damaged);
            }

            return new AttachedIndexes([], []);
        }
    }

    private static PackageHeadsPredicate? Heads(ImageEvidence evidence, Digest digest, List<Diagnostic> findings)
    {
        if (evidence.Statements.FirstOrDefault(proved => proved.Statement.PredicateType == PackageHeadsPredicate.Type) is not { } stated)
        {
            return null;
        }

        try
        {
            return PackageHeadsPredicate.Read(stated.Statement.Predicate, "The statement of package heads");
        }
        catch (EvidenceException e)
        {
            findings.Add(VerificationErrors.EvidenceDiffers.Create(RequiredEvidence.Heads.Title(), digest, e.Message.TrimEnd('.')));
            return null;
        }
    }

    private static string SignerOf(ImageEvidence evidence)
    {
        const int shown = 12;
        SignatureProof proof = evidence.Statements.First(proved => proved.Statement.PredicateType == SignedImage.PredicateType).Proof;
        return proof.Identity is { } identity ? identity.Name : $"image key {proof.Key!.Fingerprint[..shown]}";
    }

    /// <summary>Compares blobs with their digests.</summary>
    internal static ImmutableArray<Diagnostic> Hash(BlobSource[] blobs, CancellationToken cancellationToken)
    {
        ConcurrentBag<string> faults = [];
        Parallel.ForEach(blobs, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount), CancellationToken = cancellationToken }, blob =>
        {
            try
            {
                blob.Verify(cancellationToken);
            }
            catch (OciException e)
            {
                faults.Add(e.Message);
            }
        });
        return [.. faults.Order(StringComparer.Ordinal).Take(VerificationLimits.Findings).Select(fault => AccountErrors.Damaged.Create(fault))];
    }
}
