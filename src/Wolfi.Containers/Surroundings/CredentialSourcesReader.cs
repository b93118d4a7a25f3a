using System.Collections;
using System.Collections.Immutable;
using Wolfi.Containers.Credentials;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads from the environment where credentials may be found.</summary>
public static class CredentialSourcesReader
{
    private const string NetrcVariable = "NETRC";
    private const string CommandVariable = "WOLFI_CREDENTIAL_COMMAND";

    /// <summary>Reads the environment of this process.</summary>
    public static CredentialSources Read()
    {
        // Not by a method that refuses doubles: some shells on Windows hand on names that differ in case alone.
        ImmutableDictionary<string, string>.Builder environment = ImmutableDictionary.CreateBuilder<string, string>(Names);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return Read(environment.ToImmutable());
    }

    private static StringComparer Names => OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>Reads an environment.</summary>
    internal static CredentialSources Read(ImmutableDictionary<string, string> environment) => new()
    {
        HostVariables = environment.Where(variable => variable.Key.StartsWith(HostVariable.Prefix, StringComparison.OrdinalIgnoreCase)).ToImmutableDictionary(Names),
        HttpAuth = NotEmpty(environment.GetValueOrDefault(HttpAuth.Variable)),
        NetrcFile = environment.TryGetValue(NetrcVariable, out string? netrc) ? NotEmpty(netrc) : InHome(environment),
        Command = NotEmpty(environment.GetValueOrDefault(CommandVariable)),
        SearchPath = environment.GetValueOrDefault("PATH"),
    };

    private static string? InHome(ImmutableDictionary<string, string> environment) =>
        environment.GetValueOrDefault(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { } home && Path.IsPathFullyQualified(home)
            ? Path.Combine(home, OperatingSystem.IsWindows() ? "_netrc" : ".netrc")
            : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
