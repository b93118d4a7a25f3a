using System.Collections.Immutable;
using System.Text;

namespace Wolfi.Oci.Registries;

/// <summary>One challenge of a 401 answer (RFC 9110, 11.6.1).</summary>
/// <param name="Scheme">Its scheme in lower case: <c>basic</c>, <c>bearer</c>.</param>
/// <param name="Parameters">Its parameters, names in lower case; the first of a name counts.</param>
internal sealed record AuthChallenge(string Scheme, ImmutableDictionary<string, string> Parameters)
{
    private const int LongestHeader = 16 * 1024;

    /// <summary>A parameter; null without.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads all challenges of all header lines; what is outside the grammar ends its line.</summary>
    public static ImmutableArray<AuthChallenge> Parse(IEnumerable<string> headers)
    {
        ImmutableArray<AuthChallenge>.Builder challenges = ImmutableArray.CreateBuilder<AuthChallenge>();
        foreach (string header in headers.Where(header => header.Length <= LongestHeader))
        {
            new Reader(header).Read(challenges);
        }

        return challenges.DrainToImmutable();
    }

    private sealed class Reader(string text)
    {
        private int _position;

        private bool AtEnd => _position >= text.Length;

        public void Read(ImmutableArray<AuthChallenge>.Builder challenges)
        {
            string? scheme = null;
            ImmutableDictionary<string, string>.Builder parameters = ImmutableDictionary.CreateBuilder<string, string>();
            while (true)
            {
                Skip(" \t,");
                string word = Word();
                if (word.Length == 0)
                {
                    break;
                }

                Skip(" \t");
                if (!AtEnd && text[_position] == '=' && scheme is not null)
                {
                    _position++;
                    Skip(" \t");
                    parameters.TryAdd(word.ToLowerInvariant(), Value());
                    continue;
                }

                Add(scheme, parameters, challenges);
                scheme = word.ToLowerInvariant();
            }

            Add(scheme, parameters, challenges);
        }

        private static void Add(string? scheme, ImmutableDictionary<string, string>.Builder parameters, ImmutableArray<AuthChallenge>.Builder challenges)
        {
            if (scheme is not null)
            {
                challenges.Add(new AuthChallenge(scheme, parameters.ToImmutable()));
            }

            parameters.Clear();
        }

        private void Skip(string letters)
        {
            while (!AtEnd && letters.Contains(text[_position], StringComparison.Ordinal))
            {
                _position++;
            }
        }

        // RFC 9110, 5.6.2, and what token68 has beside it.
        private string Word()
        {
            int start = _position;
            while (!AtEnd && (char.IsAsciiLetterOrDigit(text[_position]) || "!#$%&'*+-.^_`|~/".Contains(text[_position], StringComparison.Ordinal)))
            {
                _position++;
            }

            return text[start.._position];
        }

        private string Value()
        {
            if (AtEnd || text[_position] != '"')
            {
                int start = _position;
                while (!AtEnd && text[_position] is not (',' or ' ' or '\t'))
                {
                    _position++;
                }

                return text[start.._position];
            }

            StringBuilder value = new();
            for (_position++; !AtEnd && text[_position] != '"'; _position++)
            {
                _position += text[_position] == '\\' && _position + 1 < text.Length ? 1 : 0;
                value.Append(text[_position]);
            }

            _position = Math.Min(_position + 1, text.Length);
            return value.ToString();
        }
    }
}
