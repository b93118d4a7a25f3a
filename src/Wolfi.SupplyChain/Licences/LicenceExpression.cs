using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Wolfi.SupplyChain.Licences;

/// <summary>
/// A licence expression (SPDX 2.3, annex D) that documents can hold: identifiers as the SPDX list writes them, and what the list
/// does not have as <c>LicenseRef-</c>.
/// </summary>
public sealed record LicenceExpression
{
    private const string Reference = "LicenseRef-";
    private const int ReferenceLetters = 60;

    private LicenceExpression(string text, ImmutableArray<ExtractedLicence> extracted)
    {
        Text = text;
        Extracted = extracted;
    }

    /// <summary>The expression.</summary>
    public string Text { get; }

    /// <summary>What it names that is not in the list, ordered by identifier.</summary>
    public ImmutableArray<ExtractedLicence> Extracted { get; }

    /// <summary>True for one identifier of the list, without operator: what CycloneDX calls a licence's id.</summary>
    public bool IsListed => LicenceList.FindLicence(Text) is not null;

    /// <summary>
    /// Reads what a package declares. Text that is no expression becomes a <c>LicenseRef-</c> as a whole; nothing is guessed.
    /// Null for text that declares nothing (empty, <c>NOASSERTION</c>, <c>NONE</c>).
    /// </summary>
    /// <param name="declared">What the package declares.</param>
    /// <param name="texts">Texts of licences by the names that the declaration uses; null where there are none.</param>
    public static LicenceExpression? Parse(string? declared, IReadOnlyDictionary<string, string>? texts = null)
    {
        string text = (declared ?? "").Trim();
        if (text is "" or "NOASSERTION" or "NONE")
        {
            return null;
        }

        return LicenceParser.TryParse(text, out string? canonical, out ImmutableArray<string> unknown)
            ? new LicenceExpression(canonical!, [.. unknown.Select(name => Extract(name, texts?.GetValueOrDefault(name))).DistinctBy(licence => licence.Id).OrderBy(licence => licence.Id, StringComparer.Ordinal)])
            : Of(text, null);
    }

    /// <summary>A licence that is known by its name or text alone, such as a file in the package.</summary>
    /// <param name="name">What the package calls it.</param>
    /// <param name="text">Its text; null when it is unknown.</param>
    public static LicenceExpression Of(string name, string? text)
    {
        ArgumentNullException.ThrowIfNull(name);
        ExtractedLicence licence = Extract(name, text);
        return new LicenceExpression(licence.Id, [licence]);
    }

    /// <summary>The identifier of a licence by its name: readable, and unlike that of any other name.</summary>
    internal static string IdOf(string name)
    {
        if (name.StartsWith(Reference, StringComparison.Ordinal) && name.Length is > 11 and <= 128 && name.AsSpan(Reference.Length).ContainsAnyExcept(LicenceParser.IdLetters) is false)
        {
            return name;
        }

        string letters = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '-'));
        return letters == name && letters.Length <= ReferenceLetters
            ? Reference + letters
            : string.Create(CultureInfo.InvariantCulture, $"{Reference}{letters[..Math.Min(letters.Length, ReferenceLetters)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}");
    }

    private static ExtractedLicence Extract(string name, string? text) =>
        new(IdOf(name), name, text is { Length: > 0 } ? text : $"The package declares '{name}', which the SPDX list does not have, and brings no text of it.");
}
