using System.Text.RegularExpressions;

namespace Wolfi.SupplyChain.Identities;

/// <summary>
/// What a name in a certificate must be: a text, to the letter, or a regular expression that matches all of it. An expression that would match a part only
/// (as cosign's do) is refused a match: <c>https://github.com/acme/.*</c> must not be satisfied by <c>https://evil.example/?https://github.com/acme/x</c>.
/// </summary>
public sealed class NamePattern
{
    private readonly Regex? _expression;
    private readonly Regex? _part;

    private NamePattern(string text, Regex? part, Regex? expression)
    {
        Text = text;
        _part = part;
        _expression = expression;
    }

    /// <summary>The text or expression as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether it is an expression.</summary>
    public bool IsExpression => _expression is not null;

    /// <summary>A name that is this text.</summary>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusablePattern"/>: it is empty or too long.</exception>
    public static NamePattern Exactly(string text) => new(Bounded(text), null, null);

    /// <summary>A name that a regular expression matches from its first letter to its last, in time linear in its length.</summary>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.UnusablePattern"/>: it is empty, too long, no expression, or one that looks around or back.</exception>
    public static NamePattern Matching(string expression)
    {
        const RegexOptions options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        try
        {
            // By itself first: what only becomes one inside of the brackets could leave them.
            Regex part = new(Bounded(expression), options);
            return new NamePattern(expression, part, new Regex($@"\A(?:{expression})\z", options));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new EvidenceException(EvidenceFault.UnusablePattern, $"'{Shown.Text(expression)}' is no regular expression that is matched in linear time: {Shown.Text(e.Message)}", e);
        }
    }

    /// <summary>Whether a name is what it must be. Letters' case counts.</summary>
    /// <param name="name">The name.</param>
    public bool IsMatch(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _expression is null ? name == Text : _expression.IsMatch(name);
    }

    /// <summary>What to say of a name that is not what it must be, behind the name.</summary>
    internal string FaultOf(string name) =>
        _part is null ? $", not '{Shown.Name(Text)}'"
        : _part.IsMatch(name) ? $", of which the expression '{Shown.Name(Text)}' matches only a part"
        : $", which the expression '{Shown.Name(Text)}' does not match";

    private static string Bounded(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= Limits.PatternCharacters
            ? text
            : throw new EvidenceException(EvidenceFault.UnusablePattern, FormattableString.Invariant($"A name to compare with has {text.Length} characters; 1 to {Limits.PatternCharacters} are taken."));
    }
}
