namespace Wolfi.SupplyChain.Components;

/// <summary>A relationship between two components of a bill.</summary>
/// <param name="From">Identity of the first component.</param>
/// <param name="Kind">How it belongs to the second.</param>
/// <param name="To">Identity of the second.</param>
public sealed record Relationship(string From, RelationshipKind Kind, string To);
