namespace Wolfi.SupplyChain.Sigstore;

/// <summary>One service of Sigstore, as a signing configuration names it.</summary>
/// <param name="Url">Where it is: https, or http on this machine.</param>
/// <param name="MajorVersion">Major version of its interface.</param>
public sealed record SigstoreService(Uri Url, int MajorVersion)
{
    /// <summary>Whose service it is; empty where nobody is named.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The first moment at which it serves.</summary>
    public DateTimeOffset ValidFrom { get; init; } = DateTimeOffset.MinValue;

    /// <summary>The first moment at which it serves no longer; null for no end.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether a URL is one that secrets may go to: https without user info and fragment, or the same over http on this machine.</summary>
    /// <param name="text">The URL.</param>
    /// <param name="url">The URL; null where it is none of these.</param>
    public static bool TryParseUrl(string text, out Uri? url)
    {
        url = Uri.TryCreate(text, UriKind.Absolute, out Uri? parsed)
            && (parsed.Scheme == Uri.UriSchemeHttps || (parsed.Scheme == Uri.UriSchemeHttp && parsed.IsLoopback))
            && parsed is { UserInfo: "", Fragment: "", Host.Length: > 0 }
            ? parsed
            : null;
        return url is not null;
    }
}
