namespace Wolfi.SupplyChain.Components;

/// <summary>What an address leads to.</summary>
public enum ReferenceKind
{
    /// <summary>A project's pages.</summary>
    Website,

    /// <summary>A repository of source code.</summary>
    SourceControl,

    /// <summary>The component itself, to download.</summary>
    Distribution,

    /// <summary>The component's own bill of materials.</summary>
    Bill,
}
