using System.Globalization;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>The time that the image was created: SOURCE_DATE_EPOCH, else the commit's, else unknown. Never the clock's.</summary>
internal static class CreatedTimes
{
    public static long? Read(PublishSurroundings surroundings, DiagnosticBag bag)
    {
        if (surroundings.SourceDateEpoch is { } text)
        {
            if (text.Length > 0
                && text.All(char.IsAsciiDigit)
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
                && seconds <= SettingsLimits.LatestEpoch)
            {
                return seconds;
            }

            bag.Add(SettingsErrors.InvalidSourceDateEpoch, Values.Shown(text), SettingsLimits.LatestEpoch);
            return null;
        }

        if (surroundings.CommitTime.Problem is { } problem)
        {
            bag.Add(SettingsErrors.CommitTimeUnknown, problem);
        }

        return surroundings.CommitTime.Seconds;
    }
}
