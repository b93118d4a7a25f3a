namespace Wolfi.Containers.Locking;

/// <summary>The names of members in the file, in their order.</summary>
internal static class LockNames
{
    /// <summary>The word for <see cref="LockedSignature.Package"/>.</summary>
    public const string SignedPackage = "package";

    /// <summary>The word for <see cref="LockedSignature.Index"/>.</summary>
    public const string SignedIndex = "index";

    public static readonly string[] Top = ["$schema", "version", "repositories", "architectures"];

    public static readonly string[] Repository = ["url", "key", "tag", "place", "packages", "indexes", "signatures"];

    public static readonly string[] Index = ["sha256", "newest", "records"];

    public static readonly string[] Architecture = ["needs", "world", "packages"];

    public static readonly string[] Package =
    [
        "name", "version", "architecture", "repository", "key", "tag", "place", "url", "checksum", "size", "sha256", "datahash", "diffId", "dataSize", "installedSize", "signature",
    ];

    public static string Of(LockedSignature signature) => signature == LockedSignature.Package ? SignedPackage : SignedIndex;
}
