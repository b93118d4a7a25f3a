using Wolfi.Containers.Apps;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.AppPackages;

/// <summary>What the app's packages are made of.</summary>
public sealed record AppPackageRequest
{
    /// <summary>The published app.</summary>
    public required PublishedApp App { get; init; }

    /// <summary>The package architecture, such as <c>x86_64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The app's folder in the image; absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Whether debug symbols ship.</summary>
    public bool IncludeSymbols { get; init; }

    /// <summary>What the app needs: its package depends on all of it.</summary>
    public required NeedSet Needs { get; init; }
}
