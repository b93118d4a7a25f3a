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
        foreach (Artifact artifact in Referrers.Of(stored.Store, stored.Image.Descriptor, cancellationToken).Where(artifact => artifact.Type == EvidenceTypes.SignedIndex))
        {
            (PackageIndex? index, string? why) = Read(artifact, policy, room: signed.Count < VerificationLimits.AttachedIndexes, cancellationToken);
            if (index is not null)
            {
                signed.Add(index);
            }
            else
            {
                ignored.Add(why!);
            }
        }

        return new AttachedIndexes(signed.ToImmutable(), ignored.ToImmutable());
    }

    private static (PackageIndex? Index, string? Why) Read(Artifact artifact, AccountPolicy policy, bool room, CancellationToken cancellationToken)
    {
        string name = $"The attached index {artifact.Manifest.Digest}";
        if (artifact.Content is not [BlobSource content] || content.Size > VerificationLimits.AttachedIndexBytes || !room)
        {
            return (null, string.Create(
                CultureInfo.InvariantCulture,
                $"{name} is not one file of at most {VerificationLimits.AttachedIndexBytes} bytes, or one of more than {VerificationLimits.AttachedIndexes}"));
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
