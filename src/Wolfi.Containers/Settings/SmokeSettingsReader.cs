using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Settings;

/// <summary>Reads whether and how the image is started before it is put in its place.</summary>
internal static class SmokeSettingsReader
{
    /// <summary>The settings; null where no smoke test is asked for.</summary>
    public static SmokeSettings? Read(RawPublishOptions raw, DiagnosticBag bag)
    {
        SmokeSettings settings = new() { HttpPath = HttpPath(raw, bag), Timeout = Timeout(raw, bag) };
        return Values.Flag(raw, KnownSettings.WolfiSmokeTest, standard: false, bag) ? settings : null;
    }

    private static string? HttpPath(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiSmokeTestPath];
        if (text.Length == 0 || SmokeSettings.IsHttpPath(text))
        {
            return text.Length == 0 ? null : text;
        }

        bag.Add(SettingsErrors.InvalidPath, KnownSettings.WolfiSmokeTestPath.Name, Values.Shown(text), "it is no path of a URL, such as /health");
        return null;
    }

    private static TimeSpan Timeout(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiSmokeTestTimeout];
        if (text.Length == 0)
        {
            return SmokeSettings.StandardTimeout;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= SmokeSettings.MostSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        bag.Add(SettingsErrors.InvalidChoice, KnownSettings.WolfiSmokeTestTimeout.Name, Values.Shown(text), $"seconds from 1 to {SmokeSettings.MostSeconds}");
        return SmokeSettings.StandardTimeout;
    }
}
