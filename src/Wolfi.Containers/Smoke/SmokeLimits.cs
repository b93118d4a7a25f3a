namespace Wolfi.Containers.Smoke;

/// <summary>What bounds the unpacking of an image for a smoke run.</summary>
internal static class SmokeLimits
{
    /// <summary>Files, folders and links of all layers.</summary>
    public const int Entries = 500_000;

    /// <summary>Bytes of all files.</summary>
    public const long Bytes = 8L * 1024 * 1024 * 1024;
}
