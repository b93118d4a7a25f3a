using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Chooses the image's runtime identifier.</summary>
internal static class Platforms
{
    private static readonly ImmutableArray<string> Known = ["linux-x64", "linux-arm64"];

    private static readonly ImmutableArray<string> LinuxSystems =
        ["linux", "ubuntu", "debian", "fedora", "rhel", "centos", "ol", "sles", "opensuse", "linuxmint", "tizen"];

    /// <param name="raw">The settings.</param>
    /// <param name="appPlatform">What the app was published for; empty for a portable app.</param>
    /// <param name="bag">Takes what is wrong.</param>
    public static string Choose(RawPublishOptions raw, string appPlatform, DiagnosticBag bag)
    {
        string chosen = raw[KnownSettings.ContainerRuntimeIdentifier];
        if (chosen.Length > 0 && appPlatform.Length > 0 && chosen != appPlatform)
        {
            bag.Add(SettingsErrors.PlatformsDiffer, Values.Shown(chosen), Values.Shown(appPlatform));
            return appPlatform;
        }

        string platform = chosen.Length > 0 ? chosen
            : appPlatform.Length > 0 ? appPlatform
            : Only(raw, KnownSettings.ContainerRuntimeIdentifiers, _ => true, bag) ?? Only(raw, KnownSettings.RuntimeIdentifiers, Known.Contains, bag)
            ?? "linux-" + raw[KnownSettings.NETCoreSdkPortableRuntimeIdentifier].Split('-')[^1];
        if (!Known.Contains(platform))
        {
            bag.Add(Fault(platform), Values.Shown(platform));
        }

        return platform;
    }

    private static DiagnosticDescriptor Fault(string platform)
    {
        string[] parts = platform.Split('-');
        return parts.Contains("musl") || parts[0].StartsWith("alpine", StringComparison.Ordinal) ? SettingsErrors.Musl
            : IsLinux(parts[0]) ? SettingsErrors.UnknownPlatform
            : SettingsErrors.NotLinux;
    }

    private static bool IsLinux(string system) =>
        LinuxSystems.Any(name => system == name || system.StartsWith(name + ".", StringComparison.Ordinal));

    // One entry chooses itself; several need a choice. A project may name Windows and macOS beside, for other uses than images.
    private static string? Only(RawPublishOptions raw, Setting setting, Func<string, bool> counts, DiagnosticBag bag)
    {
        ImmutableArray<string> platforms = [.. Values.Words(raw[setting]).Where(counts)];
        if (platforms.Length > 1)
        {
            bag.Add(SettingsErrors.SeveralPlatforms, setting.Name, Values.Shown(string.Join(", ", platforms)));
        }

        return platforms.IsEmpty ? null : platforms[0];
    }
}
