using Wolfi.Apk.Indexes;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Repositories;

/// <summary>Where a repository's files are: a folder, or a URL without user info.</summary>
internal sealed record RepositoryPlace
{
    private const string IndexName = "APKINDEX.tar.gz";

    private RepositoryPlace(string shown) => Shown = shown;

    /// <summary>The repository as messages name it.</summary>
    public string Shown { get; }

    /// <summary>Absolute path; null for a URL.</summary>
    public string? Folder { get; private init; }

    /// <summary>URL that ends in a slash; null for a folder.</summary>
    public Uri? Url { get; private init; }

    /// <summary>The URL's user info; null without.</summary>
    public RepositoryCredential? UserInfo { get; private init; }

    /// <summary>The location names the index itself, or the folder that it lies in: packages lie beside it, not in a folder of the architecture.</summary>
    public bool IsFlat { get; private init; }

    /// <summary>Reads a repository's location.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.RepositoryRefused"/>.</exception>
    public static RepositoryPlace Of(PackageRepository repository)
    {
        string location = repository.Location;
        RepositoryPlace place = new(repository.ToString());
        if (RepositoryLocation.IsUnixPath(location))
        {
            return place.InFolder(location);
        }

        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? uri))
        {
            throw place.Refused("is neither a URL nor an absolute folder");
        }

        if (uri.IsFile)
        {
            return place.InFolder(location, uri);
        }

        if (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            throw place.Refused("has a scheme that is none of https, http and file");
        }

        if (uri.Scheme == Uri.UriSchemeHttp && !repository.AllowHttp)
        {
            throw place.Refused("is plain http, which is not allowed for it");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw place.Refused("has a query or a fragment, which can't be part of a repository's address");
        }

        string path = uri.AbsolutePath;
        bool flat = path.EndsWith("/" + IndexName, StringComparison.Ordinal);
        path = flat ? path[..^IndexName.Length] : path.TrimEnd('/') + "/";
        return place with
        {
            Url = new Uri($"{uri.GetLeftPart(UriPartial.Scheme)}{uri.Authority}{path}"),
            UserInfo = uri.UserInfo.Length == 0 ? null : place.Credential(uri.UserInfo),
            IsFlat = flat,
        };
    }

    /// <summary>The index's path below the place.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.InvalidName"/>.</exception>
    public string IndexPath(string architecture)
    {
        if (!Architectures.IsValidName(architecture))
        {
            throw new ApkException(ApkFault.InvalidName, $"'{MessageText.Shorten(architecture)}' is not an architecture.");
        }

        bool flat = IsFlat || (Folder is not null && !File.Exists(Path.Combine(Folder, architecture, IndexName)) && File.Exists(Path.Combine(Folder, IndexName)));
        return flat ? IndexName : $"{architecture}/{IndexName}";
    }

    /// <summary>A package's path below the place. What the index says becomes part of a path or URL only when it is within the grammar.</summary>
    /// <exception cref="ApkException"><see cref="ApkFault.InvalidName"/>.</exception>
    public string PackagePath(ResolvedPackage package)
    {
        IndexRecord record = package.Record;
        if (!PackageNames.IsValidPackage(record.Name) || record.FileName.Length > Limits.PackageFileNameLength)
        {
            throw new ApkException(ApkFault.InvalidName, $"The package name '{MessageText.Shorten(record.Name)}' with its version can't be a file name.");
        }

        string index = IndexPath(package.Architecture);
        return index[..^IndexName.Length] + record.FileName;
    }

    /// <summary>A path below the place as messages name it.</summary>
    public string Show(string path) => $"{(IsFlat && Shown.EndsWith(IndexName, StringComparison.Ordinal) ? Shown[..^IndexName.Length] : Shown).TrimEnd('/')}/{path}";

    /// <summary>A file below the URL.</summary>
    public HttpFile FileAt(string path, long limit) => new(new Uri(Url!, path), Show(path), limit, UserInfo);

    private RepositoryCredential Credential(string userInfo)
    {
        int colon = userInfo.IndexOf(':', StringComparison.Ordinal);
        string user = Uri.UnescapeDataString(colon < 0 ? userInfo : userInfo[..colon]);
        string password = colon < 0 ? "" : Uri.UnescapeDataString(userInfo[(colon + 1)..]);
        return RepositoryCredential.TryBasic(user, password, "the repository's URL", out RepositoryCredential? credential)
            ? credential
            : throw Refused("has user info that can't be sent: a user name has no colon, and neither it nor the password has control characters");
    }

    private RepositoryPlace InFolder(string location, Uri uri)
    {
        if (uri.Host.Length > 0 && !uri.IsLoopback)
        {
            throw Refused("names a folder of another host");
        }

        return InFolder(location.StartsWith("file:", StringComparison.OrdinalIgnoreCase) ? uri.LocalPath : location);
    }

    private RepositoryPlace InFolder(string folder)
    {
        bool flat = string.Equals(Path.GetFileName(folder), IndexName, StringComparison.Ordinal);
        return this with { Folder = flat ? Path.GetDirectoryName(folder) : folder, IsFlat = flat };
    }

    private ApkException Refused(string why) => new(ApkFault.RepositoryRefused, $"The repository {MessageText.Shorten(Shown)} {why}.");
}
