using System.Globalization;

namespace Wolfi.Oci.Documents;

/// <summary>Times as image documents write them (RFC 3339, UTC, whole seconds).</summary>
public static class Timestamps
{
    /// <summary>Seconds since 1970 as <c>2024-01-31T12:00:00Z</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside of the years 1 to 9999.</exception>
    public static string Format(long secondsSince1970) => DateTimeOffset.FromUnixTimeSeconds(secondsSince1970)
        .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
