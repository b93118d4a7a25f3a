using Wolfi.SupplyChain.Components;

namespace Wolfi.SupplyChain.Bills;

/// <summary>A component as a bill of materials lists it.</summary>
/// <param name="Id">Its identity in the document.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version; null where there is none.</param>
/// <param name="Purl">Its package URL; null where there is none.</param>
/// <param name="Licence">The licence that it declares; null where none is known.</param>
/// <param name="Source">Which of the three sources it came from; unknown in a bill that does not say.</param>
public sealed record ListedComponent(string Id, string Name, string? Version, string? Purl, string? Licence, ComponentSource Source);
