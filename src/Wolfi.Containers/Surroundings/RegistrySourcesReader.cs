using System.Collections.Immutable;
using Wolfi.Containers.Credentials;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads from the environment where registry credentials may be found, and which registries are insecure.</summary>
public static class RegistrySourcesReader
{
    private const string InsecureVariable = "DOTNET_CONTAINER_INSECURE_REGISTRIES";
    private const string AnonymousVariable = "WOLFI_REGISTRY_ANONYMOUS";
    private const string FileVariable = "REGISTRY_AUTH_FILE";

    /// <summary>Reads the environment of this process.</summary>
    public static RegistryCredentialSources Read() => Read(Environment.GetEnvironmentVariable);

    /// <summary>The registries that the environment calls insecure, as hosts with ports.</summary>
    public static ImmutableArray<string> Insecure() => Insecure(Environment.GetEnvironmentVariable);

    /// <summary>Reads an environment.</summary>
    internal static RegistryCredentialSources Read(Func<string, string?> variable) => new()
    {
        Variables = RegistryVariables.Names.Where(name => variable(name) is { Length: > 0 }).ToImmutableDictionary(name => name, name => variable(name)!, StringComparer.Ordinal),
        NamedFile = Absolute(variable(FileVariable)),
        Files = [.. Files(variable).OfType<string>().Distinct(StringComparer.Ordinal)],
        SearchPath = variable("PATH"),
        Anonymous = variable(AnonymousVariable) is { } value && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase)),
    };

    /// <summary>Reads an environment.</summary>
    internal static ImmutableArray<string> Insecure(Func<string, string?> variable) =>
        [.. (variable(InsecureVariable) ?? "").Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string?> Files(Func<string, string?> variable)
    {
        string? home = Absolute(variable(OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME"));
        yield return Absolute(variable("DOCKER_CONFIG")) is { } docker ? Path.Combine(docker, "config.json") : In(home, ".docker", "config.json");
        yield return In(Absolute(variable("XDG_RUNTIME_DIR")), "containers", "auth.json");
        yield return Absolute(variable("XDG_CONFIG_HOME")) is { } config ? Path.Combine(config, "containers", "auth.json") : In(home, ".config", "containers", "auth.json");
        yield return In(home, ".dockercfg");
    }

    private static string? In(string? folder, params ReadOnlySpan<string> names) => folder is null ? null : Path.Combine([folder, .. names]);

    private static string? Absolute(string? path) => !string.IsNullOrEmpty(path) && Path.IsPathFullyQualified(path) ? path : null;
}
