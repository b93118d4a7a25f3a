using Wolfi.Containers.Apps;

namespace Wolfi.Containers.Needs;

/// <summary>A managed assembly of the app, with what it says about itself.</summary>
/// <param name="File">The file that ships, or that was bundled or compiled into one that does.</param>
/// <param name="Assembly">Its description.</param>
public sealed record AppAssembly(PublishedFile File, AssemblyFile Assembly)
{
    /// <summary>Its bytes.</summary>
    public long Size { get; init; }

    /// <summary>True for the framework's own: neither the project's nor a package's.</summary>
    public bool IsFramework => File.Source == FileSource.RuntimePack;
}
