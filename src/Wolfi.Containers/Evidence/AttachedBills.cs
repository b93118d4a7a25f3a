using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Blobs;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Bills;

namespace Wolfi.Containers.Evidence;

/// <summary>Finds and reads the bill of materials that is attached to an image. Nobody signed it: it tells what its writer says.</summary>
public static class AttachedBills
{
    private const int MaximumSize = 32 * 1024 * 1024;

    private static readonly ImmutableArray<(EvidenceKind Kind, string Type)> s_forms = [(EvidenceKind.Spdx, EvidenceTypes.Spdx), (EvidenceKind.CycloneDx, EvidenceTypes.CycloneDx)];

    /// <summary>Reads the bill of one form, or of the first form that is there, SPDX before CycloneDX.</summary>
    /// <exception cref="WolfiException">None is attached, or it is damaged or about another image.</exception>
    public static AttachedBill Read(StoredImage stored, EvidenceKind? form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return Read(stored.Store, stored.Image.Descriptor, form, cancellationToken);
    }

    /// <summary>Reads the bill of an image or an index.</summary>
    /// <exception cref="WolfiException">None is attached, or it is damaged or about another image.</exception>
    public static AttachedBill Read(ImageStore store, Descriptor subject, EvidenceKind? form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(subject);
        WolfiException? refused = null;
        foreach ((EvidenceKind kind, string type) in s_forms.Where(known => form is null || known.Kind == form))
        {
            try
            {
                TypedReferrers attached = TypedReferrers.Find(store, subject, type, MaximumSize, cancellationToken);
                foreach ((_, BlobSource content) in attached.Contents(cancellationToken))
                {
                    try
                    {
                        return Read(kind, content, subject.Digest, cancellationToken);
                    }
                    catch (WolfiException exception)
                    {
                        // Anybody may attach one in a registry: what is none stands in nobody's way.
                        refused ??= exception;
                    }
                }

                refused ??= attached.Unread.IsEmpty ? null : EvidenceErrors.BillRefused.Fail(subject.Digest, $"{attached.Unread[0]}.");
            }
            catch (OciException exception)
            {
                throw ImageInputErrors.From(exception);
            }
        }

        throw refused ?? EvidenceErrors.NoBill.Fail(subject.Digest, form is { } wanted ? $" in {EvidenceNames.Of(wanted)}" : "", store.Name);
    }

    private static AttachedBill Read(EvidenceKind kind, BlobSource content, Digest digest, CancellationToken cancellationToken)
    {
        if (content.Size > MaximumSize)
        {
            throw EvidenceErrors.BillRefused.Fail(digest, $"it has {content.Size} bytes; at most {MaximumSize} are read.");
        }

        using MemoryStream bytes = new((int)content.Size);
        content.CopyTo(bytes, cancellationToken);
        try
        {
            AttachedBill bill = AttachedBill.Read(kind, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), "it");
            return bill.Subject is null || bill.Subject == digest.ToString()
                ? bill
                : throw EvidenceErrors.BillRefused.Fail(digest, $"it is about {Settings.Values.Shown(bill.Subject)}.");
        }
        catch (EvidenceException exception)
        {
            throw EvidenceErrors.BillRefused.Fail(exception, digest, exception.Message);
        }
    }
}
