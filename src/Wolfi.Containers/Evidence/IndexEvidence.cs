using System.Collections.Immutable;
using Wolfi.Containers.Settings;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Spdx;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Makes the documents about an image for several platforms as a whole. They are about the index alone, so that a statement of many images is never taken for one
/// of one image; what is in each platform's image, and how it was built, its own documents say.
/// </summary>
public static class IndexEvidence
{
    /// <summary>Makes those that the project wants, in a fixed order; they are attached to the index.</summary>
    public static ImmutableArray<EvidenceDocument> Make(IndexEvidenceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        PublishRequest request = input.Requests[0];
        ImmutableArray<EvidenceDocument>.Builder documents = ImmutableArray.CreateBuilder<EvidenceDocument>();
        if (request.Evidence.Sboms != SbomFormats.None)
        {
            BillOfMaterials bill = IndexBillMaker.Make(input);
            if (request.Evidence.Sboms.HasFlag(SbomFormats.Spdx))
            {
                documents.Add(EvidenceDocument.Spdx(SpdxWriter.Write(bill)));
            }

            if (request.Evidence.Sboms.HasFlag(SbomFormats.CycloneDx))
            {
                documents.Add(EvidenceDocument.CycloneDx(CycloneDxWriter.Write(bill)));
            }
        }

        if (request.Evidence.Provenance)
        {
            Statement statement = new()
            {
                Subjects = [EvidenceSubject.Of(request.ImageRepository, input.Image.Digest)],
                PredicateType = EvidenceTypes.ProvenancePredicate,
                Predicate = ProvenanceMaker.Make(input).ToBytes(),
            };
            documents.Add(EvidenceDocument.Of(EvidenceKind.Provenance, statement, ".provenance.json"));
        }

        return documents.ToImmutable();
    }
}
