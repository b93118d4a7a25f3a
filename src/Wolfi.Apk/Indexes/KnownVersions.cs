using System.Text;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Indexes;

/// <summary>Versions that were found in an index text: most stand there many times, and are checked once.</summary>
/// <param name="hash">A hash for names and versions.</param>
internal sealed class KnownVersions(NameHash hash)
{
    private const int Size = 4096;

    // Later versions take the places of earlier ones.
    private readonly TextRange[] _ranges = new TextRange[Size];
    private readonly uint[] _keys = new uint[Size];

    /// <summary>A key that versions have in common if they are equal; false when the text is no version.</summary>
    /// <param name="text">The index text.</param>
    /// <param name="range">Where the version stands.</param>
    /// <param name="key">The key.</param>
    public bool TryFind(ReadOnlySpan<byte> text, TextRange range, out uint key)
    {
        ReadOnlySpan<byte> version = range.Of(text);
        uint place = hash.Of(version) & (Size - 1);
        key = _keys[place];
        if (version.Length > 0 && version.SequenceEqual(_ranges[place].Of(text)))
        {
            return true;
        }

        if (version.Length > Limits.VersionLength)
        {
            return false;
        }

        Span<char> characters = stackalloc char[Limits.VersionLength];
        if (!VersionText.IsValid(characters[..Encoding.Latin1.GetChars(version, characters)]))
        {
            return false;
        }

        Span<byte> canonical = stackalloc byte[Limits.VersionLength];
        key = hash.Of(canonical[..VersionText.Canonicalize(version, canonical)]);
        _ranges[place] = range;
        _keys[place] = key;
        return true;
    }
}
