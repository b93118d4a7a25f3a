namespace Wolfi.Containers.Locking;

/// <summary>Who vouched for a package when it was locked; the weaker first.</summary>
public enum LockedSignature
{
    /// <summary>The signed index alone.</summary>
    Index,

    /// <summary>The package's own signature.</summary>
    Package,
}
