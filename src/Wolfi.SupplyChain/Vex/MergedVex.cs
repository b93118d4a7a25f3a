using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Vex;

/// <summary>Several documents made into one about one image.</summary>
/// <param name="Document">The document; null where nothing in them is about the image.</param>
/// <param name="LeftOut">What statements name that is neither the image nor a component by a package URL: nothing would match it.</param>
public sealed record MergedVex(EvidenceDocument? Document, ImmutableArray<string> LeftOut);
