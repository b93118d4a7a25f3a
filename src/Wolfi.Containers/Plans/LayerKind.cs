namespace Wolfi.Containers.Plans;

/// <summary>What a layer is, in the order of an image: packages, proof, team, state.</summary>
public enum LayerKind
{
    /// <summary>A distribution package's data member.</summary>
    Package,

    /// <summary>The heads (signature and control members) of the distribution's packages.</summary>
    Proof,

    /// <summary>The data member of one of the app's own packages.</summary>
    Team,

    /// <summary>The package database, accounts, recorded configuration and what the project declares.</summary>
    State,
}
