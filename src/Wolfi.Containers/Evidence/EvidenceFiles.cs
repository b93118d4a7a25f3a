using System.Collections.Immutable;
using Wolfi.Containers.Settings;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Evidence;

/// <summary>Names of the files beside a layout.</summary>
internal static class EvidenceFiles
{
    private const string StandardName = "image";

    /// <summary>The documents that are files, with their names: <c>image.spdx.json</c>, or <c>LAYOUT.spdx.json</c> beside a layout that the user named.</summary>
    public static ImmutableArray<(string Name, EvidenceDocument Document)> Of(ImmutableArray<EvidenceDocument> documents, OutputPlace place) =>
    [
        .. documents.Where(document => document.FileSuffix is not null)
            .Select(document => (place.Prefix.Length == 0 ? StandardName + document.FileSuffix : document.FileSuffix![1..], document)),
    ];
}
