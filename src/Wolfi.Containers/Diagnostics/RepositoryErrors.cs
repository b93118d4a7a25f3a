using System.Diagnostics;
using Wolfi.Apk;

namespace Wolfi.Containers.Diagnostics;

/// <summary>WOLFI2xxx: repositories and trust.</summary>
public static class RepositoryErrors
{
    /// <summary>An index or package without any signature.</summary>
    public static DiagnosticDescriptor Unsigned { get; } = Error("WOLFI2001", "Unsigned",
        "{0}", "Use a repository whose index is signed, or sign it with 'dotnet wolfi index DIR --key FILE'.");

    /// <summary>Signed by a key that the project does not name.</summary>
    public static DiagnosticDescriptor UnknownKey { get; } = Error("WOLFI2002", "Unknown key",
        "{0}", "If you trust that key, name its file: <WolfiKey Include=\"FILE.rsa.pub\" />, -p:WolfiKey=FILE.rsa.pub, or --key FILE.rsa.pub on the command line.");

    /// <summary>A signature by a known key does not verify.</summary>
    public static DiagnosticDescriptor BadSignature { get; } = Error("WOLFI2003", "Bad signature",
        "{0}", "The bytes are not what the key's owner signed: do not use them. Fetch them again from the repository, and tell its owner if it persists.");

    /// <summary>Only signatures below the demanded strength.</summary>
    public static DiagnosticDescriptor WeakSignature { get; } = Error("WOLFI2004", "Weak signature",
        "{0}", "Use a repository that signs with RSA256 or better; WolfiMinimumSignature=RSA, or --minimum-signature RSA on the command line, accepts SHA-1.");

    /// <summary>Packages that the signed index alone vouches for.</summary>
    public static DiagnosticDescriptor IndexVouched { get; } = Warning("WOLFI2005", "Vouched for by the index alone",
        "{0} of {1} packages from {2} carry no signature of their own that is strong enough ({3}); the signed index alone vouches for them.",
        "Signatures=\"Packages\" on the WolfiRepository refuses such packages, Signatures=\"Index\" accepts them without this warning.");

    /// <summary>SHA-1 signatures are accepted.</summary>
    public static DiagnosticDescriptor Sha1Allowed { get; } = Warning("WOLFI2006", "SHA-1 signatures accepted",
        "WolfiMinimumSignature=RSA accepts SHA-1 signatures from {0}.", "Remove it when the repository signs with RSA256.");

    /// <summary>A repository declared untrusted.</summary>
    public static DiagnosticDescriptor UntrustedRepository { get; } = Warning("WOLFI2007", "Untrusted repository",
        "The index of {0} is used without a signature: nothing from it is verified.", "Use it for local work only.");

    /// <summary>The repository does not answer, or answers wrongly.</summary>
    public static DiagnosticDescriptor Unreachable { get; } = Error("WOLFI2010", "Repository unreachable",
        "{0}", "Check the address, the network, the proxy (HTTPS_PROXY, NO_PROXY) and the certificates (SSL_CERT_FILE); a folder made by 'dotnet wolfi index' works without a network.");

    /// <summary>The location or a redirect is refused.</summary>
    public static DiagnosticDescriptor Refused { get; } = Error("WOLFI2011", "Repository refused",
        "{0}", "Use https, or allow plain http for this repository with AllowHttp=\"true\", on the command line with --allow-http.");

    /// <summary>No such index or package in the repository.</summary>
    public static DiagnosticDescriptor NotFound { get; } = Error("WOLFI2012", "Not in the repository",
        "{0}", "Check the repository's address and architecture folder; a repository whose index names files that it lacks is damaged or half synchronised.");

    /// <summary>A bound was passed.</summary>
    public static DiagnosticDescriptor LimitExceeded { get; } = Error("WOLFI2013", "Limit exceeded",
        "{0}", "No sound package or index is that large; do not use it.");

    /// <summary>The cache folder can't be trusted.</summary>
    public static DiagnosticDescriptor CacheRefused { get; } = Error("WOLFI2014", "Cache refused",
        "{0}", "Name another folder with WolfiCacheFolder, or give the folder to yourself alone (chmod 700).");

    /// <summary>Not an APK v2 or APKINDEX.</summary>
    public static DiagnosticDescriptor UnsupportedFormat { get; } = Error("WOLFI2020", "Unsupported format",
        "{0}", "Packages must be APK v2 (concatenated gzip members), indexes APKINDEX.tar.gz.");

    /// <summary>Damaged gzip members.</summary>
    public static DiagnosticDescriptor MalformedGzip { get; } = Error("WOLFI2021", "Damaged gzip", "{0}", "Fetch the file again; if it persists, tell the repository's owner.");

    /// <summary>Damaged tar.</summary>
    public static DiagnosticDescriptor MalformedTar { get; } = Error("WOLFI2022", "Damaged tar", "{0}", "Fetch the file again; if it persists, tell the repository's owner.");

    /// <summary>An entry that no package may have.</summary>
    public static DiagnosticDescriptor ForbiddenEntry { get; } = Error("WOLFI2023", "Forbidden entry",
        "{0}", "A layer is the package's own bytes, so nothing can be left out of it: use a package without that entry. Capabilities of a file alone can be allowed, with WolfiAllowCapability.");

    /// <summary>Damaged .PKGINFO.</summary>
    public static DiagnosticDescriptor MalformedPackageInfo { get; } = Error("WOLFI2024", "Damaged .PKGINFO", "{0}", "Tell the package's maker.");

    /// <summary>Damaged index text.</summary>
    public static DiagnosticDescriptor MalformedIndex { get; } = Error("WOLFI2030", "Damaged index", "{0}", "Fetch the index again; if it persists, tell the repository's owner.");

    /// <summary>The control member is not the one that the index names.</summary>
    public static DiagnosticDescriptor ControlChecksumMismatch { get; } = Error("WOLFI2031", "Not the package that the index names",
        "{0}", "The repository is half synchronised, or somebody exchanged the package: do not use it.");

    /// <summary>The data member is not the one that the control member names.</summary>
    public static DiagnosticDescriptor DataHashMismatch { get; } = Error("WOLFI2032", "Data hash differs",
        "{0}", "The package was damaged or changed after it was signed: do not use it.");

    /// <summary>A file's content differs from its checksum.</summary>
    public static DiagnosticDescriptor FileChecksumMismatch { get; } = Error("WOLFI2033", "File checksum differs",
        "{0}", "The package was damaged when it was made: do not use it.");

    /// <summary>The size is not the one that the index names.</summary>
    public static DiagnosticDescriptor SizeMismatch { get; } = Error("WOLFI2034", "Size differs",
        "{0}", "The download is incomplete, or somebody exchanged the package: do not use it.");

    /// <summary>.PKGINFO and index record differ.</summary>
    public static DiagnosticDescriptor RecordMismatch { get; } = Error("WOLFI2040", "Index and package disagree",
        "{0}", "The index promises another package than the file is: do not use it.");

    /// <summary>A name outside the grammar.</summary>
    public static DiagnosticDescriptor InvalidName { get; } = Error("WOLFI2041", "Invalid name or version", "{0}", "Correct the name, or tell the repository's owner.");

    /// <summary>A key that can't be used.</summary>
    public static DiagnosticDescriptor MalformedKey { get; } = Error("WOLFI2042", "Unusable key",
        "{0}", "Keys are RSA in PEM form, at least 2048 bits, in a file named like 'name.rsa.pub'.");

    /// <summary>Two repositories have different packages of one name and version.</summary>
    public static DiagnosticDescriptor RepeatedPackage { get; } = Warning("WOLFI2045", "One package, two contents",
        "{0} and {1} both have {2}, with different content; that of {0} is used.",
        "One of them was rebuilt or exchanged. Packages=\"…\" on the WolfiRepository says which names each repository may provide.");

    /// <summary>Another process keeps the cache to itself.</summary>
    public static DiagnosticDescriptor CacheBusy { get; } = Error("WOLFI2060", "Cache busy",
        "{0}", "Wait for the other builds or end them, or name another folder with WolfiCacheFolder, on a disk of this machine.");

    /// <summary>The cache holds what it should not.</summary>
    public static DiagnosticDescriptor CacheDamaged { get; } = Error("WOLFI2061", "Cache damaged",
        "The cache folder '{0}' holds {1} damaged of {2} entries.", "What no running build uses is gone, and the next build fetches or derives it anew. If it happens again, check the disk.");

    /// <summary>The coded failure for a failure of the package library.</summary>
    public static WolfiException From(ApkException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return DescriptorOf(exception.Fault).Fail(exception, exception.Message);
    }

    private static DiagnosticDescriptor DescriptorOf(ApkFault fault) => fault switch
    {
        ApkFault.MalformedKey => MalformedKey,
        ApkFault.UnsupportedFormat => UnsupportedFormat,
        ApkFault.MalformedGzip => MalformedGzip,
        ApkFault.MalformedTar => MalformedTar,
        ApkFault.ForbiddenEntry => ForbiddenEntry,
        ApkFault.MalformedPackageInfo => MalformedPackageInfo,
        ApkFault.MalformedIndex => MalformedIndex,
        ApkFault.LimitExceeded => LimitExceeded,
        ApkFault.Unsigned => Unsigned,
        ApkFault.UnknownKey => UnknownKey,
        ApkFault.BadSignature => BadSignature,
        ApkFault.WeakSignature => WeakSignature,
        ApkFault.ControlChecksumMismatch => ControlChecksumMismatch,
        ApkFault.DataHashMismatch => DataHashMismatch,
        ApkFault.FileChecksumMismatch => FileChecksumMismatch,
        ApkFault.SizeMismatch => SizeMismatch,
        ApkFault.RecordMismatch => RecordMismatch,
        ApkFault.InvalidName => InvalidName,
        ApkFault.RepositoryUnreachable => Unreachable,
        ApkFault.RepositoryRefused => Refused,
        ApkFault.MalformedKeySet => KeyErrors.KeySetRefused,
        ApkFault.AccessRefused => CredentialErrors.AccessRefused,
        ApkFault.NotFound => NotFound,
        ApkFault.PinMismatch => LockErrors.PackageDiffers,
        ApkFault.Offline => FreshnessErrors.Offline,
        ApkFault.CacheRefused => CacheRefused,
        ApkFault.CacheBusy => CacheBusy,
        _ => throw new UnreachableException($"{fault}"),
    };

    private static DiagnosticDescriptor Error(string code, string title, string format, string advice) => new(code, Severity.Error, title, format, advice);

    private static DiagnosticDescriptor Warning(string code, string title, string format, string advice) => new(code, Severity.Warning, title, format, advice);
}
