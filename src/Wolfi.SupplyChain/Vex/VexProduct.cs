using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Vex;

/// <summary>A product that a statement is about.</summary>
/// <param name="Name">Its package URL where it has one, else its IRI.</param>
/// <param name="Components">The same of those of its components that the statement is about; empty for the whole product.</param>
public sealed record VexProduct(string Name, ImmutableArray<string> Components);
