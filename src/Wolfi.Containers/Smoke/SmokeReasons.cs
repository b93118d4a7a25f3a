using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Smoke;

/// <summary>Reads an app's words by the table <see cref="SmokeRules"/>.</summary>
internal sealed class SmokeReasons
{
    private static readonly ImmutableArray<(SmokeRule Rule, Regex Text)> Patterns =
        [.. SmokeRules.Table.SelectMany(rule => rule.Texts.Select(text => (rule, new Regex(Pattern(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))))];

    private readonly List<SmokeReason> _found = [];

    /// <summary>What was found so far, each need and each cause once, in the order of the lines.</summary>
    public ImmutableArray<SmokeReason> Found => [.. _found];

    /// <summary>Looks at one more line.</summary>
    public void Read(string line)
    {
        if (Of(line) is { } reason && _found.All(other => other.Cause != reason.Cause && (other.Need is null || other.Need != reason.Need)))
        {
            _found.Add(reason);
        }
    }

    private static SmokeReason? Of(string line)
    {
        foreach ((SmokeRule rule, Regex text) in Patterns)
        {
            if (text.Match(line) is { Success: true } match)
            {
                string library = match.Groups["library"].Value;
                string? need = rule.Need == SmokeRule.Library ? NeedOf(library) : rule.Need;
                return new SmokeReason(need, rule.Cause.Replace(SmokeRule.Library, library, StringComparison.Ordinal), rule.Answer ?? $"Add it with <WolfiNeed Include=\"{need}\" Action=\"Add\" />.", line);
            }
        }

        return null;
    }

    // A library of a need with a name goes by that name; others by their soname.
    private static string NeedOf(string library) =>
        NeedRules.Declarable.FirstOrDefault(rule => rule.Atoms.Contains($"so:{library}"))?.Key ?? $"so:{library}";

    // At the beginning of a text, where nothing else guards it, only a name with a version counts: the runtime also tells each name that it has tried.
    private static string Pattern(string text) => Regex.Escape(text.StartsWith(SmokeRule.Library, StringComparison.Ordinal) ? text[SmokeRule.Library.Length..] : text)
        .Insert(0, text.StartsWith(SmokeRule.Library, StringComparison.Ordinal) ? @"(?:^|[^/A-Za-z0-9_+.-])(?<library>[A-Za-z0-9_+.-]+\.so\.[0-9.]+)" : "")
        .Replace(Regex.Escape(SmokeRule.Library), "(?<library>[A-Za-z0-9_+.-]+)", StringComparison.Ordinal)
        .Replace(Regex.Escape(SmokeRule.Word), "[^ ]*", StringComparison.Ordinal);
}
