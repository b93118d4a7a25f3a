namespace Wolfi.Apk.Repositories;

/// <summary>Rules for repository locations.</summary>
public static class RepositoryLocation
{
    /// <summary>The location without user info, query and fragment: fit for messages and documents.</summary>
    public static string Redact(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (!Uri.TryCreate(location, UriKind.Absolute, out Uri? uri) || uri.IsFile)
        {
            return location;
        }

        return new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.GetLeftPart(UriPartial.Path);
    }
}
