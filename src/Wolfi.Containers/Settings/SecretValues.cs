using System.Collections.Frozen;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Finds secrets by their looks in the values of settings, which MSBuild logs and which may end up in the image.</summary>
internal static class SecretValues
{
    // How services mark what they issue, what follows at least, and what it is.
    private static readonly (string Start, int Length, string Kind)[] s_tokens =
    [
        ("ghp_", 30, "a token of GitHub"), ("gho_", 30, "a token of GitHub"), ("ghu_", 30, "a token of GitHub"), ("ghs_", 30, "a token of GitHub"), ("github_pat_", 22, "a token of GitHub"),
        ("glpat-", 20, "a token of GitLab"), ("dckr_pat_", 20, "a token of Docker Hub"), ("npm_", 36, "a token of npm"), ("xoxb-", 20, "a token of Slack"), ("xoxp-", 20, "a token of Slack"),
        ("sk_live_", 20, "a key of Stripe"), ("AIza", 35, "a key of Google"), ("AKIA", 16, "an access key of AWS"),
    ];

    // These say themselves what they hold.
    private static readonly FrozenSet<string> s_named = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        KnownSettings.WolfiKey.Name, KnownSettings.WolfiSigningKey.Name, KnownSettings.WolfiPackageSigningKey.Name, KnownSettings.WolfiIdentityToken.Name);

    /// <summary>Tells each setting that holds one; the value itself is not repeated.</summary>
    public static void Check(RawPublishOptions raw, DiagnosticBag bag)
    {
        foreach ((string name, string value) in raw.Properties.OrderBy(property => property.Key, StringComparer.Ordinal).Where(property => !s_named.Contains(property.Key)))
        {
            Tell(name, value, bag);
        }

        foreach ((string kind, RawItem item) in raw.Items.OrderBy(items => items.Key, StringComparer.Ordinal).Where(items => !s_named.Contains(items.Key)).SelectMany(items => items.Value.Select(item => (items.Key, item))))
        {
            foreach (string value in item.Metadata.OrderBy(metadata => metadata.Key, StringComparer.Ordinal).Select(metadata => metadata.Value).Prepend(item.Include))
            {
                Tell(kind, value, bag);
            }
        }
    }

    /// <summary>What kind of secret a text looks like or holds; null for none.</summary>
    public static string? KindOf(string text)
    {
        if (text.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return "a private key";
        }

        foreach ((string start, int length, string kind) in s_tokens)
        {
            for (int place = text.IndexOf(start, StringComparison.Ordinal); place >= 0; place = text.IndexOf(start, place + 1, StringComparison.Ordinal))
            {
                if (IsWord(text, place) && text.AsSpan(place + start.Length) is var rest && rest.Length >= length && !rest[..length].ContainsAnyExcept(Base64Url))
                {
                    return kind;
                }
            }
        }

        return text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Any(IsWebToken) ? "a token (JWT)" : null;
    }

    private static void Tell(string name, string value, DiagnosticBag bag)
    {
        if (KindOf(value) is { } kind)
        {
            bag.Add(SecretErrors.SecretValue, name, kind);
        }
    }

    private static readonly char[] s_separators = [' ', ';', ',', '=', '"', '\'', '\n', '\r', '\t', ':', '/', '@'];

    private static System.Buffers.SearchValues<char> Base64Url { get; } =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    // In the middle of a word it is none: a path's or a digest's letters.
    private static bool IsWord(string text, int place) => place == 0 || !char.IsAsciiLetterOrDigit(text[place - 1]);

    // RFC 7519: header and claims are JSON objects, which begin so in base64url.
    private static bool IsWebToken(string word) =>
        word.Split('.') is [{ Length: >= 16 } header, { Length: >= 16 } claims, var signature]
        && header.StartsWith("eyJ", StringComparison.Ordinal)
        && claims.StartsWith("eyJ", StringComparison.Ordinal)
        && !string.Concat(header, claims, signature).AsSpan().ContainsAnyExcept(Base64Url);
}
