using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Environment variables of the container.</summary>
internal static class Variables
{
    private static readonly ImmutableArray<string> SecretWords = ["PASSWORD", "PASSWD", "SECRET", "TOKEN", "CREDENTIAL", "APIKEY", "PRIVATEKEY", "ACCESSKEY", "CONNECTIONSTRING"];

    public static ImmutableArray<KeyValuePair<string, string>> Read(RawPublishOptions raw, DiagnosticBag bag)
    {
        ImmutableArray<KeyValuePair<string, string>>.Builder variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        IEnumerable<KeyValuePair<string, string>> all = raw.ItemsOf(KnownSettings.ContainerEnvironmentVariable)
            .Select(item => new KeyValuePair<string, string>(item.Include.Trim(), item.Verbatim("Value")))
            .Concat(Values.Pairs(raw, KnownSettings.ContainerEnvironmentVariables, bag));
        foreach ((string name, string value) in all)
        {
            if (!IsName(name))
            {
                bag.Add(SettingsErrors.InvalidVariableName, Values.Shown(name));
            }
            else if (Fault(value) is { } fault)
            {
                bag.Add(SettingsErrors.InvalidVariableValue, name, fault);
            }
            else
            {
                variables.Add(new KeyValuePair<string, string>(name, value));
                if (value.Length > 0 && LooksSecret(name))
                {
                    bag.Add(SettingsErrors.SecretVariable, name);
                }
            }
        }

        return variables.ToImmutable();
    }

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string? Fault(string value) =>
        value.Length > SettingsLimits.VariableValue ? $"has a value of more than {SettingsLimits.VariableValue} characters"
        : value.Any(c => c is '\r' or '\n') ? "has a value of several lines"
        : value.Any(char.IsControl) ? "has a value with control characters"
        : null;

    private static bool LooksSecret(string name)
    {
        string plain = name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        return name.EndsWith("_KEY", StringComparison.OrdinalIgnoreCase) || SecretWords.Any(word => plain.Contains(word, StringComparison.Ordinal));
    }
}
