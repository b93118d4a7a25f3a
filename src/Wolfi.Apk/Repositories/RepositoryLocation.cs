namespace Wolfi.Apk.Repositories;

/// <summary>Rules for repository locations.</summary>
public static class RepositoryLocation
{
    /// <summary>The location without user info, query and fragment: fit for messages and documents.</summary>
    public static string Redact(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (IsUnixPath(location))
        {
            return location;
        }

        if (Uri.TryCreate(location, UriKind.Absolute, out Uri? uri))
        {
            return uri.IsFile ? location : new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.GetLeftPart(UriPartial.Path);
        }

        // Not a URL, but perhaps meant as one: what stands where secrets would stand goes all the same.
        int authority = location.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return location;
        }

        int start = authority + "://".Length;
        int end = location.AsSpan(start).IndexOfAny("?#") is int query and >= 0 ? start + query : location.Length;
        int host = location.LastIndexOf('@', end - 1, end - start) + 1;
        return location[..start] + location[Math.Max(start, host)..end];
    }

    /// <summary>Whether the location can only be a path: most are, and need no look at them as URLs.</summary>
    internal static bool IsUnixPath(string location) =>
        !OperatingSystem.IsWindows()
        && location.StartsWith('/')
        && !location.StartsWith("//", StringComparison.Ordinal)
        && !location.Contains("://", StringComparison.Ordinal);
}
