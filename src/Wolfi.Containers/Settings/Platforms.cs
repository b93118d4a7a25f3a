using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Chooses the image's runtime identifier.</summary>
internal static class Platforms
{
    private static readonly ImmutableArray<string> Known = ["linux-x64", "linux-arm64"];

    private static readonly ImmutableArray<string> LinuxSystems =
        ["linux", "ubuntu", "debian", "fedora", "rhel", "centos", "ol", "sles", "opensuse", "linuxmint", "tizen"];

    /// <summary>The platforms of a list that no single one takes the place of; none where there is no list. A project may name Windows and macOS beside, for other uses than images.</summary>
    /// <param name="raw">The settings.</param>
    public static ImmutableArray<string> Listed(RawPublishOptions raw)
    {
        if (raw[KnownSettings.ContainerRuntimeIdentifier].Length > 0 || raw[KnownSettings.RuntimeIdentifier].Length > 0)
        {
            return [];
        }

        ImmutableArray<string> named = [.. Values.Words(raw[KnownSettings.ContainerRuntimeIdentifiers]).Distinct(StringComparer.Ordinal)];
        return named.IsEmpty ? [.. Values.Words(raw[KnownSettings.RuntimeIdentifiers]).Where(Known.Contains).Distinct(StringComparer.Ordinal)] : named;
    }

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

        WarnOfUnusedList(raw, chosen, appPlatform, bag);
        string platform = chosen.Length > 0 ? chosen
            : appPlatform.Length > 0 ? appPlatform
            : Only(raw, KnownSettings.ContainerRuntimeIdentifiers, _ => true, bag) ?? Only(raw, KnownSettings.RuntimeIdentifiers, Known.Contains, bag)
            ?? "linux-" + raw[KnownSettings.NETCoreSdkPortableRuntimeIdentifier].Split('-')[^1];
        return Require(platform, platform, bag);
    }

    /// <summary>Checks one platform of a list.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="appPlatform">What the app was published for; empty for a portable app.</param>
    /// <param name="bag">Takes what is wrong.</param>
    public static string Require(string platform, string appPlatform, DiagnosticBag bag)
    {
        if (!Known.Contains(platform))
        {
            bag.Add(Fault(platform), Values.Shown(platform));
        }
        else if (appPlatform.Length > 0 && appPlatform != platform)
        {
            bag.Add(SettingsErrors.PlatformsDiffer, Values.Shown(platform), Values.Shown(appPlatform));
        }

        return platform;
    }

    // On a command line one platform is meant for that once; in a project that also has a list, one of the two is a mistake.
    private static void WarnOfUnusedList(RawPublishOptions raw, string chosen, string appPlatform, DiagnosticBag bag)
    {
        string[] listed = [.. Values.Words(raw[KnownSettings.ContainerRuntimeIdentifiers]).Distinct(StringComparer.Ordinal)];
        Setting setting = chosen.Length > 0 ? KnownSettings.ContainerRuntimeIdentifier : KnownSettings.RuntimeIdentifier;
        string one = chosen.Length > 0 ? chosen : appPlatform;
        if (listed.Length > 1 && one.Length > 0 && !raw.GlobalProperties.Contains(setting.Name) && !raw.GlobalProperties.Contains("UseCurrentRuntimeIdentifier"))
        {
            bag.Add(PlatformErrors.ListUnused, Values.Shown(string.Join(", ", listed)), setting.Name, Values.Shown(one));
        }
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
