using System.Globalization;

namespace Wolfi.Apk.Caching;

/// <summary>
/// What the cache holds by the last count and what was added since, in the file <c>size</c>: it spares most builds the count.
/// Builds that were killed are not in it, so that it counts for a day only.
/// </summary>
/// <param name="Bytes">Bytes of all entries.</param>
/// <param name="Counted">When they were last counted.</param>
/// <param name="Limit">The bound that was last kept.</param>
internal sealed record CacheTally(long Bytes, DateTimeOffset Counted, long? Limit)
{
    private const string FileName = "size";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Whether it still counts.</summary>
    public bool IsFresh(DateTimeOffset now) => now >= Counted && now - Counted < Lifetime;

    /// <summary>Reads it; null when there is none or it is damaged.</summary>
    public static CacheTally? TryRead(string cacheFolder)
    {
        try
        {
            string file = Path.Combine(cacheFolder, FileName);
            if (!File.Exists(file))
            {
                return null;
            }

            string[] parts = File.ReadAllText(file).TrimEnd('\n').Split(' ');
            return parts.Length == 3 && TryParse(parts[0], out long bytes) && TryParse(parts[1], out long counted) && TryParse(parts[2], out long limit)
                && counted <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? new CacheTally(bytes, DateTimeOffset.FromUnixTimeSeconds(counted), limit == 0 ? null : limit)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it. The caller has the gate alone.</summary>
    public void Write(string cacheFolder) => File.WriteAllText(
        Path.Combine(cacheFolder, FileName),
        string.Create(CultureInfo.InvariantCulture, $"{Bytes} {Counted.ToUnixTimeSeconds()} {Limit ?? 0}\n"));

    /// <summary>Forgets the count, and keeps the bound. The caller has the gate alone.</summary>
    public static void Forget(string cacheFolder)
    {
        if (TryRead(cacheFolder) is CacheTally tally)
        {
            (tally with { Counted = DateTimeOffset.UnixEpoch }).Write(cacheFolder);
        }
    }

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
