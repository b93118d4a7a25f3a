namespace Wolfi.Apk.Packages;

/// <summary>Who vouches for a package.</summary>
public enum PackageTrust
{
    /// <summary>Nobody: the repository was declared untrusted and is used all the same.</summary>
    Untrusted,

    /// <summary>The signed index alone.</summary>
    IndexVouched,

    /// <summary>A known key's own signature of the package, of the demanded strength.</summary>
    PackageSigned,
}
