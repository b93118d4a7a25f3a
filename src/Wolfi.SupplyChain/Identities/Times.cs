using System.Globalization;

namespace Wolfi.SupplyChain.Identities;

/// <summary>Moments in messages.</summary>
internal static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
