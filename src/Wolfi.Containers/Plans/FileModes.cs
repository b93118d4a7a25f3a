namespace Wolfi.Containers.Plans;

/// <summary>The table of permission bits for files that we write.</summary>
internal static class FileModes
{
    /// <summary>0644</summary>
    public const int File = 0b110_100_100;

    /// <summary>0600</summary>
    public const int PrivateFile = 0b110_000_000;

    /// <summary>0755</summary>
    public const int Directory = 0b111_101_101;

    /// <summary>0700</summary>
    public const int PrivateDirectory = 0b111_000_000;

    /// <summary>0000, as Wolfi's base layout has etc/shadow.</summary>
    public const int Shadow = 0;

    /// <summary>The bit that lets everybody write.</summary>
    public const int WorldWritable = 0b010;

    /// <summary>The bits as people write them.</summary>
    public static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
