using System.Globalization;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Surroundings;

/// <summary>Reads the text of a git commit object.</summary>
internal static class GitCommit
{
    /// <summary>The committer's time in seconds since 1970; null when the text is no commit.</summary>
    public static long? CommitterTime(string text)
    {
        // Header lines end at the first empty one; "committer NAME <MAIL> SECONDS ZONE" is one of them.
        foreach (string line in text.Split('\n').TakeWhile(line => line.Length > 0))
        {
            if (line.StartsWith("committer ", StringComparison.Ordinal)
                && line[(line.LastIndexOf('>') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [{ } seconds, ..])
            {
                return long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out long time) && time <= SettingsLimits.LatestEpoch ? time : null;
            }
        }

        return null;
    }
}
