using System.Globalization;

namespace Wolfi.Containers.Tool.Output;

/// <summary>Moments in answers: RFC 3339, UTC.</summary>
internal static class Times
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
