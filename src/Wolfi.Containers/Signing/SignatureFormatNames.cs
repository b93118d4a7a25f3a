namespace Wolfi.Containers.Signing;

/// <summary>What the forms of signatures are called in properties and options.</summary>
public static class SignatureFormatNames
{
    private static readonly (string Name, SignatureFormats Format)[] s_all = [("bundle", SignatureFormats.Bundle), ("classic", SignatureFormats.Classic)];

    /// <summary>All names.</summary>
    public static IEnumerable<string> All => s_all.Select(pair => pair.Name);

    /// <summary>Reads names that stand between semicolons or commas.</summary>
    /// <param name="text">The names.</param>
    /// <param name="unknown">The first word that is none; null where all are known.</param>
    public static SignatureFormats Parse(string text, out string? unknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        unknown = null;
        SignatureFormats formats = SignatureFormats.None;
        foreach (string word in text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            SignatureFormats format = Array.Find(s_all, pair => string.Equals(pair.Name, word, StringComparison.OrdinalIgnoreCase)).Format;
            if (format == SignatureFormats.None)
            {
                unknown ??= word;
            }

            formats |= format;
        }

        return formats;
    }
}
