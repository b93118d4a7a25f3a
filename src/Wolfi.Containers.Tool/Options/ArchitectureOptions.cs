using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.InteropServices;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The option that says for which architecture.</summary>
internal static class ArchitectureOptions
{
    /// <summary><c>--arch ARCH</c>; null when not given.</summary>
    public static Option<string?> Architecture() => Checked(new Option<string?>("--arch") { HelpName = "ARCH", Description = "The architecture: x86_64 or aarch64. Default: this machine's." });

    /// <summary><c>--arch ARCH</c>, any number.</summary>
    public static Option<string[]> Several() => Checked(new Option<string[]>("--arch")
    {
        HelpName = "ARCH",
        Description = "An architecture: x86_64 or aarch64. May be given more than once. Default: this machine's.",
        DefaultValueFactory = _ => [],
    });

    /// <summary>apk's name of the architecture that was named, or of this machine's.</summary>
    public static string Read(string? architecture) => architecture
        ?? Architectures.FromRuntimeIdentifier(RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant())?.Apk
        ?? Architectures.All[0].Apk;

    /// <summary>apk's names of the architectures that were named, each once, or of this machine's.</summary>
    public static ImmutableArray<string> Read(string[] architectures) => architectures.Length == 0 ? [Read(architecture: null)] : [.. architectures.Distinct(StringComparer.Ordinal)];

    private static Option<T> Checked<T>(Option<T> option)
    {
        option.Validators.Add(result =>
        {
            foreach (string text in result.Tokens.Select(token => token.Value).Where(text => !Architectures.IsValidName(text)))
            {
                result.AddError($"--arch: '{text}' is no architecture.");
            }
        });
        return option;
    }
}
