namespace Wolfi.Containers.Locking;

/// <summary>Where a package lies in its canonical repository.</summary>
internal static class LockedUrls
{
    private const string IndexName = "APKINDEX.tar.gz";

    /// <summary>The package's URL, or its path in a repository that has none.</summary>
    /// <param name="repository">The canonical URL, or null. One that names the index itself has the packages beside it.</param>
    /// <param name="architecture">The architecture whose index names the package.</param>
    /// <param name="fileName"><c>NAME-VERSION.apk</c>.</param>
    public static string Of(string? repository, string architecture, string fileName) => repository switch
    {
        null => $"{architecture}/{fileName}",
        _ when repository.EndsWith("/" + IndexName, StringComparison.Ordinal) => repository[..^IndexName.Length] + fileName,
        _ => $"{repository}/{architecture}/{fileName}",
    };
}
