using System.Text.RegularExpressions;

namespace Wolfi.Containers.Sdk.Tests.Harness;

/// <summary>What a command printed and how it ended.</summary>
internal sealed partial record CommandResult(int ExitCode, string Output)
{
    /// <summary>The codes of this product's errors, each once.</summary>
    public string[] Errors => [.. ErrorPattern().Matches(Output).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The codes of this product's warnings, each once.</summary>
    public string[] Warnings => [.. WarningPattern().Matches(Output).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>The output of a command that must have succeeded.</summary>
    public string Succeeded()
    {
        Assert.AreEqual(0, ExitCode, Output);
        return Output;
    }

    [GeneratedRegex("error (WOLFI[0-9]{4}):")]
    private static partial Regex ErrorPattern();

    [GeneratedRegex("warning (WOLFI[0-9]{4}):")]
    private static partial Regex WarningPattern();
}
