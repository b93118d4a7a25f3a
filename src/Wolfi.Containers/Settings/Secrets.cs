namespace Wolfi.Containers.Settings;

/// <summary>Notices secrets where there should be none.</summary>
internal static class Secrets
{
    /// <summary>Whether text that should name a file is a key itself.</summary>
    public static bool IsKeyText(string text) => text.Contains("-----BEGIN", StringComparison.Ordinal) || text.Contains("PRIVATE KEY", StringComparison.Ordinal);
}
