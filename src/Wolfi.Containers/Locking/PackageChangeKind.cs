namespace Wolfi.Containers.Locking;

/// <summary>What happened to a package between two lock files.</summary>
public enum PackageChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It has a higher version.</summary>
    Raised,

    /// <summary>It has a lower version.</summary>
    Lowered,

    /// <summary>It has the same version, and other bytes or another repository.</summary>
    Rebuilt,
}
