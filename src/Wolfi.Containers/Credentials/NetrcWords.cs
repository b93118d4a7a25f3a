using System.Text;

namespace Wolfi.Containers.Credentials;

/// <summary>
/// The words of a netrc file: separated by white space, in double quotes where they hold some, with <c>\"</c> and <c>\\</c>
/// inside quotes. From a <c>#</c> where a keyword is due to the line's end is a comment.
/// </summary>
internal sealed class NetrcWords(string text)
{
    private const int MostCharacters = 4096;

    private int _position = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <summary>The line of the last word, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next keyword; null at the end.</summary>
    public string? NextKeyword()
    {
        SkipSpace();
        while (_position < text.Length && text[_position] == '#')
        {
            SkipLine();
            SkipSpace();
        }

        return _position < text.Length ? ReadWord() : null;
    }

    /// <summary>The value of a keyword.</summary>
    public string NextValue(string keyword)
    {
        SkipSpace();
        return _position < text.Length ? ReadWord() : throw new NetrcException(Line, $"the value of {keyword} is missing");
    }

    /// <summary>Passes a macro, from its name to the first empty line.</summary>
    public void SkipMacro()
    {
        NextValue("macdef");
        SkipLine();
        while (_position < text.Length && text[_position] is not ('\n' or '\r'))
        {
            SkipLine();
        }
    }

    private void SkipSpace()
    {
        for (; _position < text.Length && IsSpace(text[_position]); _position++)
        {
            Line += text[_position] == '\n' ? 1 : 0;
        }
    }

    private void SkipLine()
    {
        int end = text.IndexOf('\n', _position);
        _position = end < 0 ? text.Length : end + 1;
        Line += end < 0 ? 0 : 1;
    }

    private string ReadWord()
    {
        StringBuilder word = new();
        bool quoted = text[_position] == '"';
        _position += quoted ? 1 : 0;
        for (; ; _position++)
        {
            if (_position == text.Length || (quoted && text[_position] == '\n'))
            {
                return quoted ? throw new NetrcException(Line, "a quote is not closed on its line") : word.ToString();
            }

            char c = text[_position];
            if (quoted ? c == '"' : IsSpace(c))
            {
                _position += quoted ? 1 : 0;
                return word.ToString();
            }

            word.Append(quoted && c == '\\' ? ReadEscaped() : !char.IsControl(c) ? c : throw new NetrcException(Line, "a word holds a control character"));
            if (word.Length > MostCharacters)
            {
                throw new NetrcException(Line, $"a word has more than {MostCharacters} characters");
            }
        }
    }

    // Elsewhere \n, \r and \t stand for control characters, which neither a user name nor a password may hold.
    private char ReadEscaped() => ++_position < text.Length && text[_position] is not ('n' or 'r' or 't') && !char.IsControl(text[_position])
        ? text[_position]
        : throw new NetrcException(Line, "a word holds a control character");

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
