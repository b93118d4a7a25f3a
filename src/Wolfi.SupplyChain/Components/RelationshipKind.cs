namespace Wolfi.SupplyChain.Components;

/// <summary>How two components belong together.</summary>
public enum RelationshipKind
{
    /// <summary>The second is a part of the first.</summary>
    Contains,

    /// <summary>The first needs the second.</summary>
    DependsOn,

    /// <summary>The first was made from the second.</summary>
    GeneratedFrom,

    /// <summary>The first is the second for one platform.</summary>
    VariantOf,
}
