using System.Text.RegularExpressions;

namespace Wolfi.EndToEnd.Harness;

/// <summary>What a program said and how it ended.</summary>
internal sealed partial record CommandResult(string Command, int ExitCode, string Output, TimeSpan Elapsed)
{
    /// <summary>The codes of the errors in the output, each once, ordered.</summary>
    public IReadOnlyList<string> ErrorCodes => Codes("error");

    /// <summary>The codes of the warnings in the output, each once, ordered.</summary>
    public IReadOnlyList<string> WarningCodes => Codes("warning");

    /// <summary>Fails the test unless the program ended with 0.</summary>
    public CommandResult Succeeded()
    {
        Assert.AreEqual(0, ExitCode, $"{Command}\n{Output}");
        return this;
    }

    private string[] Codes(string severity) =>
        [.. Code().Matches(Output).Where(match => match.Groups["severity"].Value == severity).Select(match => match.Groups["code"].Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"(?<severity>error|warning) (?<code>[A-Z]+[0-9]{3,5})\b", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Code();
}
