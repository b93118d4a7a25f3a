namespace Wolfi.Containers.Apps;

/// <summary>Bounds of what is read about a published app.</summary>
internal static class AppLimits
{
    /// <summary>Most bytes of the document that describes a published app.</summary>
    public const int DocumentBytes = 128 * 1024 * 1024;

    /// <summary>Deepest nesting of that document; it has four levels.</summary>
    public const int DocumentDepth = 8;

    /// <summary>Most files below a publish folder.</summary>
    public const int Files = 200_000;

    /// <summary>Deepest folder below a publish folder.</summary>
    public const int FolderDepth = 256;

    /// <summary>Most bytes of a <c>*.runtimeconfig.json</c>.</summary>
    public const int RuntimeConfigurationBytes = 1024 * 1024;

    /// <summary>Most bytes of a static web assets' endpoint manifest.</summary>
    public const int EndpointManifestBytes = 64 * 1024 * 1024;

    /// <summary>Most bytes of a <c>*.deps.json</c>.</summary>
    public const int DependenciesBytes = 32 * 1024 * 1024;

    /// <summary>Most files that one message lists.</summary>
    public const int ListedFiles = 20;

    /// <summary>Most bytes of an assembly whose debug directory is looked at.</summary>
    public const long AssemblyBytes = 512L * 1024 * 1024;

    /// <summary>Most bytes of symbols inside an assembly that are looked at.</summary>
    public const int EmbeddedSymbolBytes = 256 * 1024 * 1024;
}
