namespace Wolfi.Containers.Plans;

/// <summary>Who answers for a layer's bytes.</summary>
public enum ByteClass
{
    /// <summary>A distribution key signed the package.</summary>
    Distribution,

    /// <summary>The signed index of a repository names the package, which carries no signature of its own that is strong enough.</summary>
    IndexVouched,

    /// <summary>The app's own packages.</summary>
    Team,

    /// <summary>A pure function of the other layers and the recorded configuration.</summary>
    Recomputed,

    /// <summary>Recomputed but for what the project declares.</summary>
    Mixed,

    /// <summary>From a repository that was declared untrusted.</summary>
    Untrusted,
}
