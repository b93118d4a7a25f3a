namespace Wolfi.Oci.Daemons;

/// <summary>What engines say of their failures, fit for a message.</summary>
public static class EngineWords
{
    private const int MostLines = 6;
    private const int LongestLine = 300;

    /// <summary>The words in one line, without full stop; the last lines of many, and in place of a riddle its meaning. Empty where there are none.</summary>
    /// <param name="text">What the engine, or its client program, says: several lines where Podman tried several forms of archive, after those of its log.</param>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("insufficient UIDs or GIDs", StringComparison.Ordinal))
        {
            return "this user has too few user and group numbers for files of the image's user; without root Podman needs 65536 of them in /etc/subuid and /etc/subgid, then 'podman system migrate'";
        }

        IEnumerable<string> lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith("time=", StringComparison.Ordinal))
            .TakeLast(MostLines)
            .Select(line => Shown.Cut(line, LongestLine));
        return string.Join("; ", lines).TrimEnd('.', '?');
    }
}
