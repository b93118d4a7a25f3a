namespace Wolfi.Apk;

/// <summary>The kinds of failure of this library; faces map each to a code.</summary>
public enum ApkFault
{
    /// <summary>A key is malformed, too small or badly named.</summary>
    MalformedKey,

    /// <summary>Not an APK v2 or APKINDEX at all (v3, zstd, HTML, plain tar).</summary>
    UnsupportedFormat,

    /// <summary>gzip members are damaged, surplus, or followed by other bytes.</summary>
    MalformedGzip,

    /// <summary>A tar header, record or order is damaged.</summary>
    MalformedTar,

    /// <summary>An entry of a kind, name, mode or attribute that no package may have.</summary>
    ForbiddenEntry,

    /// <summary><c>.PKGINFO</c> is damaged or says the impossible.</summary>
    MalformedPackageInfo,

    /// <summary>The index text is damaged.</summary>
    MalformedIndex,

    /// <summary>A bound on size, count or ratio was passed.</summary>
    LimitExceeded,

    /// <summary>No signature at all.</summary>
    Unsigned,

    /// <summary>Signed, but by no key that is known here.</summary>
    UnknownKey,

    /// <summary>A signature by a known key does not verify.</summary>
    BadSignature,

    /// <summary>Only signatures below the demanded strength.</summary>
    WeakSignature,

    /// <summary>The control member is not the one that the index names.</summary>
    ControlChecksumMismatch,

    /// <summary>The data member is not the one that the control member names.</summary>
    DataHashMismatch,

    /// <summary>A file's content differs from its checksum record.</summary>
    FileChecksumMismatch,

    /// <summary>The file's size is not the one that the index names.</summary>
    SizeMismatch,

    /// <summary><c>.PKGINFO</c> and index record differ.</summary>
    RecordMismatch,

    /// <summary>The package is not the one that was pinned.</summary>
    PinMismatch,

    /// <summary>A version, atom, name or architecture is outside the grammar.</summary>
    InvalidName,

    /// <summary>The repository can't be reached or answers wrongly.</summary>
    RepositoryUnreachable,

    /// <summary>The repository's location or redirect is refused (plain http, downgrade).</summary>
    RepositoryRefused,

    /// <summary>A key set that a repository names is damaged, or holds keys that can't be used.</summary>
    MalformedKeySet,

    /// <summary>The server refuses access: the credentials are missing or wrong.</summary>
    AccessRefused,

    /// <summary>The repository has no such index or package.</summary>
    NotFound,

    /// <summary>It would have to be fetched, and the network is refused.</summary>
    Offline,

    /// <summary>The cache folder can't be trusted or used.</summary>
    CacheRefused,

    /// <summary>Another process keeps the cache folder to itself.</summary>
    CacheBusy,
}
