namespace Wolfi.Apk;

/// <summary>The bounds on what is read from outside.</summary>
internal static class Limits
{
    /// <summary>Digits of one number in a version: more could not be told apart from an overflow.</summary>
    public const int VersionNumberDigits = 18;

    /// <summary>Characters of a version.</summary>
    public const int VersionLength = 512;

    /// <summary>Characters of a package's name.</summary>
    public const int PackageNameLength = 128;

    /// <summary>Characters of a name in a dependency or a provide.</summary>
    public const int DependencyNameLength = 1024;

    /// <summary>Characters of a package's file name: what file systems take, with room for a prefix.</summary>
    public const int PackageFileNameLength = 240;

    /// <summary>Steps of one resolution: some hundred times what large real worlds take, a second or so of work.</summary>
    public const long SolverSteps = 10_000_000;

    /// <summary>Bytes of a package's signature and control members together, as stored. They are read byte by byte.</summary>
    public const int PackageHeadSize = 8 << 20;

    /// <summary>Signatures of one package or index.</summary>
    public const int Signatures = 16;

    /// <summary>Bytes of one signature: enough for the largest key.</summary>
    public const int SignatureSize = 2048;

    /// <summary>Bytes of a control member's content: <c>.PKGINFO</c>, scripts, recipe.</summary>
    public const int ControlContentSize = 32 << 20;

    /// <summary>Entries of a control member.</summary>
    public const int ControlEntries = 64;

    /// <summary>Bytes of <c>.PKGINFO</c>.</summary>
    public const int PackageInfoSize = 4 << 20;

    /// <summary>Bytes of a data member's content.</summary>
    public const long DataContentSize = 16L << 30;

    /// <summary>Entries of a data member.</summary>
    public const int DataEntries = 250_000;

    /// <summary>Bytes of a path in a package, and of a link's target.</summary>
    public const int PathBytes = 4096;

    /// <summary>Bytes of one part of a path.</summary>
    public const int PathPartBytes = 255;

    /// <summary>Parts of a path.</summary>
    public const int PathDepth = 128;

    /// <summary>The first size of a file that a ustar header can't say, and that apk can't read: 8 GiB.</summary>
    public const long FileSize = 8L << 30;

    /// <summary>The latest modification time of a file, seconds since 1970: early in 2106. Later ones overflow in other readers.</summary>
    public const long ModificationTime = uint.MaxValue;

    /// <summary>Bytes of a stored index.</summary>
    public const int IndexFileSize = 64 << 20;

    /// <summary>Bytes of an index's content.</summary>
    public const int IndexContentSize = 300 << 20;

    /// <summary>Bytes of one line of an index: the longest real ones have 72 kB.</summary>
    public const int IndexLineBytes = 1 << 20;

    /// <summary>Records of an index.</summary>
    public const int IndexRecords = 1_000_000;

    /// <summary>Own and provided names of an index: a hundred times what Wolfi's has.</summary>
    public const int IndexNames = 8_000_000;

    /// <summary>Bytes of a repository's apk-configuration, and of the key set that it names.</summary>
    public const int KeyDocumentSize = 256 << 10;

    /// <summary>Keys of a key set.</summary>
    public const int DiscoveredKeys = 32;

    /// <summary>Bytes of a package's SBOM that is kept when the package is read; larger ones are read again.</summary>
    public const int KeptSbomSize = 1 << 20;

    /// <summary>SBOMs that are kept of one package.</summary>
    public const int KeptSboms = 4;

    /// <summary>Bytes of one derived entry of the cache.</summary>
    public const int DerivedEntrySize = 64 << 20;
}
