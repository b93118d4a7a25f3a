namespace Wolfi.SupplyChain.Components;

/// <summary>An address where more about a component is found.</summary>
/// <param name="Kind">What is there.</param>
/// <param name="Url">Absolute URL without user info.</param>
public sealed record ComponentReference(ReferenceKind Kind, string Url);
