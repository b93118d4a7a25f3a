namespace Wolfi.Containers.Needs;

/// <summary>Every bound on what is read from one managed assembly. Real assemblies stay far below them.</summary>
internal static class AssemblyLimits
{
    /// <summary>Bytes of metadata; the largest assembly of the framework has about five million.</summary>
    public const int MetadataBytes = 64 * 1024 * 1024;

    /// <summary>Referenced assemblies.</summary>
    public const int References = 4_096;

    /// <summary>Native libraries that one assembly calls.</summary>
    public const int NativeLibraries = 1_024;

    /// <summary>Characters of a name that is kept.</summary>
    public const int NameCharacters = 512;
}
