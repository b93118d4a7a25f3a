using System.Globalization;
using Wolfi.Apk.Caching;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Reads <c>WolfiCacheSize</c>: a whole number of MB or GB, powers of ten.</summary>
internal static class CacheSizes
{
    private const long Megabyte = 1_000_000;
    private const long Gigabyte = 1_000_000_000;

    /// <summary>The bound in bytes.</summary>
    public static long Read(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiCacheSize].Trim();
        if (text.Length == 0)
        {
            return PackageCache.DefaultLimit;
        }

        if (TryParse(text, "MB", Megabyte, out long bytes) || TryParse(text, "GB", Gigabyte, out bytes))
        {
            return bytes;
        }

        bag.Add(SettingsErrors.InvalidCacheSize, Values.Shown(text));
        return PackageCache.DefaultLimit;
    }

    private static bool TryParse(string text, string unit, long factor, out long bytes)
    {
        bytes = 0;
        if (!text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
            || !long.TryParse(text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            || number is 0
            || number > long.MaxValue / factor)
        {
            return false;
        }

        bytes = number * factor;
        return true;
    }
}
