using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Oci.Artifacts;

/// <summary>Tags that are made of the digest of another manifest, and name what is attached to it: <c>sha256-….sig</c> and <c>.att</c> of cosign 2, <c>sha256-…</c> of registries without referrers.</summary>
public static class DigestTag
{
    private const string Prefix = "sha256-";
    private const int LongestSuffix = 16;

    /// <summary>The tag.</summary>
    /// <param name="subject">Digest of the other manifest.</param>
    /// <param name="suffix">What tells it from other tags of that manifest, such as <c>.sig</c>.</param>
    public static string Of(Digest subject, string suffix)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return $"{Prefix}{subject.Hex}{suffix}";
    }

    /// <summary>Reads such a tag; false for every other one.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="subject">Digest of the other manifest.</param>
    /// <param name="suffix">With its full stop; empty where there is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? tag, [NotNullWhen(true)] out Digest? subject, out string suffix)
    {
        const int hex = 64;
        subject = null;
        suffix = "";
        if (tag is null || !tag.StartsWith(Prefix, StringComparison.Ordinal) || tag.Length < Prefix.Length + hex
            || !Digest.TryParse(Digest.Prefix + tag[Prefix.Length..(Prefix.Length + hex)], out subject))
        {
            return false;
        }

        suffix = tag[(Prefix.Length + hex)..];
        return suffix.Length == 0 || (suffix.Length is > 1 and <= LongestSuffix && suffix[0] == '.' && suffix.Skip(1).All(char.IsAsciiLetterLower));
    }
}
