using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk;
using Wolfi.Apk.Indexes;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Verification;

/// <summary>The signed indexes that are attached to an image. Anybody may attach one: only those count that a key of the policy signed.</summary>
/// <param name="Signed">Those that count, in the order in which they are listed.</param>
/// <param name="Ignored">Why each of the others does not count.</param>
internal sealed record AttachedIndexes(ImmutableArray<PackageIndex> Signed, ImmutableArray<string> Ignored)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="OciException">There is too much attached, or a document of it is damaged.</exception>
    public static AttachedIndexes Read(StoredImage stored, AccountPolicy policy, CancellationToken cancellationToken)
    {
        ImmutableArray<PackageIndex>.Builder signed = ImmutableArray.CreateBuilder<PackageIndex>();
        ImmutableArray<string>.Builder ignored = ImmutableArray.CreateBuilder<string>();
        TypedReferrers attached = TypedReferrers.Find(stored.Store, stored.Image.Descriptor, EvidenceTypes.SignedIndex, VerificationLimits.AttachedIndexBytes, cancellationToken);
        foreach ((Digest artifact, BlobSource content) in attached.Contents(cancellationToken))
        {
            (PackageIndex? index, string? why) = Read($"The attached index {artifact}", content, policy, room: signed.Count < VerificationLimits.AttachedIndexes, cancellationToken);
            if (index is not null)
            {
                signed.Add(index);
            }
            else
            {
                ignored.Add(why!);
            }
        }

        ignored.AddRange(attached.Unread);
        return new AttachedIndexes(signed.ToImmutable(), ignored.ToImmutable());
    }

    private static (PackageIndex? Index, string? Why) Read(string name, BlobSource content, AccountPolicy policy, bool room, CancellationToken cancellationToken)
    {
        if (content.Size > VerificationLimits.AttachedIndexBytes || !room)
        {
            return (null, string.Create(
                CultureInfo.InvariantCulture,
                $"{name} has not at most {VerificationLimits.AttachedIndexBytes} bytes, or is one of more than {VerificationLimits.AttachedIndexes}"));
        }

        try
        {
            using Stream stream = content.OpenVerified();
            return (IndexReader.Read(stream, name, policy.PackageKeys, policy.MinimumSignature, allowUnsignedUnsafe: false, cancellationToken), null);
        }
        catch (Exception e) when (e is ApkException or OciException)
        {
            return (null, e.Message.TrimEnd('.'));
        }
    }
}
