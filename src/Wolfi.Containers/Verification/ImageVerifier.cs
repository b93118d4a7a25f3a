using System.Collections.Concurrent;
using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Images;

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

        Image image = stored.Image;
        ByteAccount account = ImageAccountant.Account(
            image, stored.Store.Index.Value.Manifests.FirstOrDefault(entry => entry.Digest == image.Digest), policy.Account, [], cancellationToken);

        // Reading stops at the first layer that is not what it should be; the others are hashed all the same.
        HashSet<Digest> read = account.IsComplete ? [.. image.Blobs.Select(blob => blob.Digest)] : [image.Digest, image.Config.Digest];
        BlobSource[] others = [.. stored.Store.StoredBlobs.Concat(image.Blobs).DistinctBy(blob => blob.Digest).Where(blob => !read.Contains(blob.Digest))];
        return new Verification { Account = account, OtherBlobs = others.Length, OtherFindings = Hash(others, cancellationToken) };
    }

    private static ImmutableArray<Diagnostic> Hash(BlobSource[] blobs, CancellationToken cancellationToken)
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
