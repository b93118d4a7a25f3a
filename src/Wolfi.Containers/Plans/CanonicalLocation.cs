using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Plans;

/// <summary>The one name of a repository that images and lock files may carry.</summary>
internal static class CanonicalLocation
{
    /// <summary>The canonical URL, else the http(s) URL without user info; null for a folder without one, which goes by its keys.</summary>
    public static string? Of(PackageRepository repository)
    {
        if (repository.CanonicalUrl is { Length: > 0 } canonical)
        {
            return RepositoryLocation.Redact(canonical).TrimEnd('/');
        }

        return Uri.TryCreate(repository.Location, UriKind.Absolute, out Uri? uri) && uri.Scheme is ("http" or "https")
            ? RepositoryLocation.Redact(repository.Location).TrimEnd('/')
            : null;
    }
}
