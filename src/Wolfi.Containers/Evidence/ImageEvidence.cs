using System.Collections.Immutable;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Spdx;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>Makes all documents about an image that the project wants.</summary>
internal static class ImageEvidence
{
    /// <summary>Makes them, in a fixed order.</summary>
    /// <param name="input">The build's values; packages are described here.</param>
    /// <param name="derived">Remembers what packages say of themselves.</param>
    /// <param name="observer">Hears of what is left out.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Diagnostics.WolfiException">A file that goes into one is refused.</exception>
    public static ImmutableArray<EvidenceDocument> Make(EvidenceInput input, DerivedStore derived, IPublishObserver observer, CancellationToken cancellationToken)
    {
        EvidenceSettings settings = input.Request.Evidence;
        if (settings.Sboms != SbomFormats.None || settings.Provenance)
        {
            input = input with { Bill = input.Bill with { Descriptions = PackageDescriptions.Read(input.Packages, derived, observer.Warn, cancellationToken) } };
        }

        ImmutableArray<EvidenceDocument>.Builder documents = ImmutableArray.CreateBuilder<EvidenceDocument>();
        if (settings.Sboms != SbomFormats.None)
        {
            BillOfMaterials bill = BillOfMaterialsMaker.Make(input.Bill);
            if (settings.Sboms.HasFlag(SbomFormats.Spdx))
            {
                documents.Add(EvidenceDocument.Spdx(SpdxWriter.Write(bill)));
            }

            if (settings.Sboms.HasFlag(SbomFormats.CycloneDx))
            {
                documents.Add(EvidenceDocument.CycloneDx(CycloneDxWriter.Write(bill)));
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (settings.Provenance)
        {
            documents.Add(EvidenceDocument.Of(EvidenceKind.Provenance, About(input, EvidenceTypes.ProvenancePredicate, ProvenanceMaker.Make(input).ToBytes()), ".provenance.json"));
        }

        if (settings.PackageHeads && PackageHeadsMaker.Make(input) is { Heads.IsEmpty: false } heads)
        {
            documents.Add(EvidenceDocument.Of(EvidenceKind.PackageHeads, About(input, PackageHeadsPredicate.Type, heads.ToBytes()), fileSuffix: null));
        }

        if (settings.SignedIndexes)
        {
            // Two repositories may serve the same index.
            documents.AddRange(input.Vouchers.DistinctBy(voucher => voucher.Sha256, StringComparer.Ordinal).Select(voucher => EvidenceDocument.SignedIndex(voucher.Stored)));
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (TestResultsMaker.Make(settings.TestResultFiles, observer) is { } tests)
        {
            documents.Add(EvidenceDocument.Of(EvidenceKind.TestResults, About(input, EvidenceTypes.TestResultPredicate, tests.ToBytes()), fileSuffix: null));
        }

        if (VexMaker.Make(input, observer) is { } vex)
        {
            documents.Add(vex);
        }

        return documents.ToImmutable();
    }

    private static Statement About(EvidenceInput input, string predicateType, ReadOnlyMemory<byte> predicate) => new()
    {
        Subjects = [EvidenceSubject.Of(input.Request.ImageRepository, input.Image.Digest)],
        PredicateType = predicateType,
        Predicate = predicate,
    };
}
