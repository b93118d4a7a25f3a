namespace Wolfi.Apk.Repositories;

/// <summary>What is demanded of the packages' own signatures in one repository. A bad signature always fails.</summary>
public enum PackageSignatures
{
    /// <summary>A package without a signature of its own that is strong enough is vouched for by the signed index, with a warning.</summary>
    Auto,

    /// <summary>Every package must carry its own signature.</summary>
    Packages,

    /// <summary>The repository signs only its index; that is allowed without a warning.</summary>
    Index,
}
