using System.Globalization;
using System.Text;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>From NuGet's versions to apk's, in the same order as far as apk's grammar can say it.</summary>
/// <remarks>
/// apk knows <c>alpha &lt; beta &lt; pre &lt; rc &lt; (none)</c> and no other label. A label that lies between two of these in NuGet's order is
/// written so that it lies between them in apk's: a pre-release of the next one (<c>dev</c> is after <c>beta</c> and before <c>pre</c>:
/// <c>_pre_alpha</c>). Different labels in one gap are not told apart, nor are labels after the first.
/// </remarks>
public static class AppVersions
{
    private const int MostDigits = 18;
    private const int MostIdentifiers = 16;

    /// <summary>The package version of a NuGet version: <c>1.2.3-beta.4+sha</c> is <c>1.2.3_beta4-r0</c>.</summary>
    /// <param name="version">The version.</param>
    /// <param name="subject">What has it, for messages.</param>
    /// <exception cref="WolfiException">It is no NuGet version, or has a number of more than 18 digits.</exception>
    public static PackageVersion FromNuGet(string version, string subject)
    {
        ArgumentNullException.ThrowIfNull(version);
        string core = version.Split('+', 2)[0];
        string[] parts = core.Split('-', 2);
        StringBuilder text = new();
        AppendRelease(text, parts[0], version, subject);
        if (parts.Length == 2)
        {
            AppendPrerelease(text, parts[1], version, subject);
        }

        return PackageVersion.Parse(text.Append("-r0").ToString());
    }

    // As NuGet normalizes: at least three numbers, a fourth only when it is not zero.
    private static void AppendRelease(StringBuilder text, string release, string version, string subject)
    {
        string[] numbers = release.Split('.');
        if (numbers.Length > 4)
        {
            throw AppErrors.InvalidVersion.Fail(version, subject, "it has more than four numbers");
        }

        for (int i = 0; i < Math.Max(3, numbers.Length); i++)
        {
            string number = i < numbers.Length ? Number(numbers[i], version, subject) : "0";
            if (i < 3 || number != "0")
            {
                text.Append(i == 0 ? "" : ".").Append(number);
            }
        }
    }

    private static void AppendPrerelease(StringBuilder text, string label, string version, string subject)
    {
        string[] identifiers = label.Split('.', '-');
        if (identifiers.Length > MostIdentifiers || identifiers.Any(identifier => identifier.Length == 0 || !identifier.All(char.IsAsciiLetterOrDigit)))
        {
            throw AppErrors.InvalidVersion.Fail(version, subject, "its pre-release label is not letters, digits and dots");
        }

        string first = identifiers[0].ToLowerInvariant();
        string word = first.TrimEnd("0123456789".ToCharArray());
        if (!word.All(char.IsAsciiLetter))
        {
            word = first;
        }

        IEnumerable<string> numbers = identifiers.Skip(1).Where(identifier => identifier.All(char.IsAsciiDigit));
        if (first.Length > word.Length)
        {
            numbers = numbers.Prepend(first[word.Length..]);
        }

        text.Append(Suffix(word));
        string separator = "";
        foreach (string number in numbers)
        {
            text.Append(separator).Append(Number(number, version, subject));
            separator = "_p";
        }
    }

    private static string Suffix(string word) => word switch
    {
        "alpha" => "_alpha",
        "beta" => "_beta",
        "pre" or "preview" => "_pre",
        "rc" => "_rc",
        "" => "_alpha_alpha",
        _ when string.CompareOrdinal(word, "alpha") < 0 => "_alpha_beta",
        _ when string.CompareOrdinal(word, "beta") < 0 => "_beta_alpha",
        _ when string.CompareOrdinal(word, "pre") < 0 => "_pre_alpha",
        _ when string.CompareOrdinal(word, "rc") < 0 => "_rc_alpha",
        _ => "_rc_p",
    };

    private static string Number(string digits, string version, string subject)
    {
        if (digits.Length == 0 || !digits.All(char.IsAsciiDigit))
        {
            throw AppErrors.InvalidVersion.Fail(version, subject, "it does not begin with numbers and dots");
        }

        string number = digits.TrimStart('0');
        return number.Length switch
        {
            0 => "0",
            > MostDigits => throw AppErrors.InvalidVersion.Fail(version, subject, string.Create(CultureInfo.InvariantCulture, $"it has a number of more than {MostDigits} digits")),
            _ => number,
        };
    }
}
