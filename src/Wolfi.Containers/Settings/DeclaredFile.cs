namespace Wolfi.Containers.Settings;

/// <summary>A file that the project puts into the image.</summary>
public sealed record DeclaredFile
{
    /// <summary>Absolute path of the source on this machine.</summary>
    public required string SourceFile { get; init; }

    /// <summary>Absolute path in the image.</summary>
    public required string Target { get; init; }

    /// <summary>Permission bits; 0644 by default.</summary>
    public int Mode { get; init; } = 0b110_100_100;

    /// <summary>User number.</summary>
    public int Uid { get; init; }

    /// <summary>Group number.</summary>
    public int Gid { get; init; }

    /// <summary>True when it may take the place of a package's file.</summary>
    public bool Replace { get; init; }
}
