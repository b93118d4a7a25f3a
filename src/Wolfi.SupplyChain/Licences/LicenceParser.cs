using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace Wolfi.SupplyChain.Licences;

/// <summary>Parses licence expressions, within bounds: <c>OR</c> binds less than <c>AND</c>, that less than <c>WITH</c>.</summary>
internal sealed class LicenceParser
{
    /// <summary>The letters of identifiers.</summary>
    public static readonly SearchValues<char> IdLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-");

    private const int MostLetters = 4096;
    private const int MostTokens = 512;
    private const int Deepest = 32;

    private readonly List<string> _tokens;
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<string>.Builder _unknown = ImmutableArray.CreateBuilder<string>();
    private int _next;

    private LicenceParser(List<string> tokens) => _tokens = tokens;

    /// <summary>The expression as documents write it, with identifiers that the list does not have named; false when it is none.</summary>
    public static bool TryParse(string expression, out string? canonical, out ImmutableArray<string> unknown)
    {
        canonical = null;
        unknown = [];
        if (expression.Length > MostLetters || Tokens(expression) is not { } tokens)
        {
            return false;
        }

        LicenceParser parser = new(tokens);
        if (!parser.Alternatives(0) || parser._next < tokens.Count)
        {
            return false;
        }

        canonical = parser._text.ToString();
        unknown = parser._unknown.ToImmutable();
        return true;
    }

    private static List<string>? Tokens(string expression)
    {
        List<string> tokens = [];
        for (int start = 0; start < expression.Length;)
        {
            if (char.IsWhiteSpace(expression[start]))
            {
                start++;
                continue;
            }

            int end = start;
            while (end < expression.Length && IdLetters.Contains(expression[end]))
            {
                end++;
            }

            if (end > start)
            {
                // "Or later": no space before it, and nothing but an identifier.
                end += end < expression.Length && expression[end] == '+' ? 1 : 0;
            }
            else if (expression[start] is '(' or ')')
            {
                end++;
            }
            else
            {
                return null;
            }

            tokens.Add(expression[start..end]);
            if (tokens.Count > MostTokens)
            {
                return null;
            }

            start = end;
        }

        return tokens;
    }

    private bool Alternatives(int depth) => Joined("OR", depth, Conjunction);

    private bool Conjunction(int depth) => Joined("AND", depth, Term);

    private bool Joined(string word, int depth, Func<int, bool> part)
    {
        if (!part(depth))
        {
            return false;
        }

        while (Takes(word))
        {
            _text.Append(' ').Append(word).Append(' ');
            if (!part(depth))
            {
                return false;
            }
        }

        return true;
    }

    private bool Term(int depth)
    {
        if (Takes("("))
        {
            _text.Append('(');
            if (depth == Deepest || !Alternatives(depth + 1) || !Takes(")"))
            {
                return false;
            }

            _text.Append(')');
            return true;
        }

        if (_next == _tokens.Count || IsOperator(_tokens[_next]))
        {
            return false;
        }

        _text.Append(Licence(_tokens[_next++]));
        if (!Takes("WITH"))
        {
            return true;
        }

        if (_next == _tokens.Count || LicenceList.FindException(_tokens[_next++]) is not { } exception)
        {
            return false;
        }

        _text.Append(" WITH ").Append(exception);
        return true;
    }

    private string Licence(string token)
    {
        bool orLater = token[^1] == '+';
        string name = orLater ? token[..^1] : token;
        if (LicenceList.FindLicence(name) is { } listed)
        {
            return orLater ? listed + "+" : listed;
        }

        _unknown.Add(token);
        return LicenceExpression.IdOf(token);
    }

    // Operators are upper-case in the standard; packages write them in both.
    private bool Takes(string word)
    {
        if (_next < _tokens.Count && _tokens[_next].Equals(word, StringComparison.OrdinalIgnoreCase))
        {
            _next++;
            return true;
        }

        return false;
    }

    private static bool IsOperator(string token) => token is "(" or ")" || token.ToUpperInvariant() is "AND" or "OR" or "WITH";
}
