using System.Collections.Immutable;

namespace Wolfi.Containers.Needs;

/// <summary>Which OpenSSL a runtime can load: its native code holds the names that it tries.</summary>
internal static class OpenSslVersions
{
    private const string Standard = "3";

    /// <summary>A rule's atoms, with those of OpenSSL in a version that the runtime knows: 3 if it does, else the newest.</summary>
    public static ImmutableArray<string> Choose(NeedRule rule, ImmutableArray<ProgramText> texts)
    {
        string[] known =
        [
            .. texts
                .Where(text => text.Text.StartsWith(NeedRules.OpenSslLibrary, StringComparison.Ordinal))
                .Select(text => text.Text[NeedRules.OpenSslLibrary.Length..])
                .Where(version => Number(version) is not null),
        ];
        if (rule.Key != NeedRules.OpenSsl || known.Length == 0 || known.Contains(Standard))
        {
            return rule.Atoms;
        }

        string newest = known.MaxBy(Number)!;
        return [.. rule.Atoms.Select(atom => atom.EndsWith($".so.{Standard}", StringComparison.Ordinal) ? atom[..^Standard.Length] + newest : atom)];
    }

    // Red Hat's name for 1.0 is 10, which is no version.
    private static Version? Number(string text) => text != "10" && Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out Version? version) ? version : null;
}
