namespace Wolfi.Oci.Registries;

/// <summary>
/// Decides which addresses that a registry names are gone to: token servers (realms), places of uploads (Location) and redirects. Https leads to https;
/// plain http is followed only from a registry that is spoken to so, and to the same host (or from this machine to this machine). A public registry leads to
/// no inner address, and nothing leads to a link's own addresses.
/// </summary>
internal static class AddressPolicy
{
    private const int LongestAddress = 8 * 1024;

    /// <summary>A token server.</summary>
    /// <param name="registry">The registry's own address, with the scheme that is spoken.</param>
    /// <param name="realm">What it names.</param>
    /// <exception cref="RegistryException"><see cref="RegistryFault.Refused"/>.</exception>
    public static Uri Realm(Uri registry, string realm)
    {
        Uri url = Uri.TryCreate(realm, UriKind.Absolute, out Uri? absolute) && absolute.Scheme != Uri.UriSchemeFile
            ? Check(registry, registry, realm, "a token server")
            : throw Refused(registry, "a token server", realm, "it is no absolute URL");
        return url;
    }

    /// <summary>The place of an upload.</summary>
    /// <param name="registry">The registry's own address, with the scheme that is spoken.</param>
    /// <param name="from">The address that answered so.</param>
    /// <param name="location">What it names.</param>
    /// <exception cref="RegistryException"><see cref="RegistryFault.Refused"/>.</exception>
    public static Uri Upload(Uri registry, Uri from, string? location) => Check(registry, from, location, "a place for an upload");

    /// <summary>Where a redirect leads.</summary>
    /// <param name="registry">The registry's own address, with the scheme that is spoken.</param>
    /// <param name="from">The address that answered so.</param>
    /// <param name="location">What it names.</param>
    /// <exception cref="RegistryException"><see cref="RegistryFault.Refused"/>.</exception>
    public static Uri Redirect(Uri registry, Uri from, string? location) => Check(registry, from, location, "a redirect");

    /// <summary>The next page of a list, which is always the registry's own.</summary>
    /// <param name="registry">The registry's own address, with the scheme that is spoken.</param>
    /// <param name="from">The address of this page.</param>
    /// <param name="link">What it names.</param>
    /// <exception cref="RegistryException"><see cref="RegistryFault.Refused"/>.</exception>
    public static Uri NextPage(Uri registry, Uri from, string link)
    {
        Uri url = Check(registry, from, link, "a next page");
        return IsSameServer(registry, url) ? url : throw Refused(registry, "a next page", link, "it is on another server");
    }

    /// <summary>Whether two addresses are of one server: scheme, host and port.</summary>
    public static bool IsSameServer(Uri one, Uri other) => one.Scheme == other.Scheme && one.Port == other.Port && string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>An address for messages: without user info, query and fragment, where secrets may be.</summary>
    public static string Show(Uri url) => Shown.Text($"{url.Scheme}://{url.IdnHost}{(url.IsDefaultPort ? "" : FormattableString.Invariant($":{url.Port}"))}{url.AbsolutePath}");

    private static Uri Check(Uri registry, Uri from, string? text, string what)
    {
        if (string.IsNullOrEmpty(text) || text.Length > LongestAddress || !Uri.TryCreate(from, text, out Uri? url))
        {
            throw Refused(registry, what, text, "it is no URL");
        }

        // Letters that only look like dots or like other letters, and what some readers cut off or decode.
        if (text.Any(letter => letter is <= ' ' or > '~' or '\\') || url.Host.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !".-_:[]".Contains(letter, StringComparison.Ordinal)))
        {
            throw Refused(registry, what, text, "it has characters that no plain URL has");
        }

        if (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
        {
            throw Refused(registry, what, text, "its scheme is neither https nor http");
        }

        if (url.UserInfo.Length > 0)
        {
            throw Refused(registry, what, text, "it has user info");
        }

        CheckPlain(registry, from, url, what);
        CheckZone(registry, url, what);
        return url.Fragment.Length == 0 ? url : new UriBuilder(url) { Fragment = "" }.Uri;
    }

    private static void CheckPlain(Uri registry, Uri from, Uri url, string what)
    {
        if (url.Scheme == Uri.UriSchemeHttps)
        {
            return;
        }

        if (registry.Scheme == Uri.UriSchemeHttps || from.Scheme == Uri.UriSchemeHttps)
        {
            throw Refused(registry, what, url.OriginalString, "it leads from https to plain http");
        }

        bool withinMachine = NetworkZones.Of(registry) == NetworkZone.Loopback && NetworkZones.Of(url) == NetworkZone.Loopback;
        if (!withinMachine && !string.Equals(registry.Host, url.Host, StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(registry, what, url.OriginalString, "it leads to another host over plain http");
        }
    }

    private static void CheckZone(Uri registry, Uri url, string what)
    {
        NetworkZone zone = NetworkZones.Of(url);
        bool sameHost = string.Equals(registry.Host, url.Host, StringComparison.OrdinalIgnoreCase);
        if (!sameHost && (zone == NetworkZone.Forbidden || zone > NetworkZones.Of(registry)))
        {
            throw Refused(registry, what, url.OriginalString, "it leads to an inner address");
        }
    }

    private static RegistryException Refused(Uri registry, string what, string? text, string why) => new(
        RegistryFault.Refused,
        $"The registry {registry.Authority} names {what} that is refused, {(Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && !url.IsFile ? $"'{Show(url)}'" : "which can't be shown")}: {why}.");
}
