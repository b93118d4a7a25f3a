namespace Wolfi.SupplyChain.Components;

/// <summary>What a component is.</summary>
public enum ComponentKind
{
    /// <summary>A container image.</summary>
    Image,

    /// <summary>A layer of an image.</summary>
    Layer,

    /// <summary>The operating system that an image has.</summary>
    OperatingSystem,

    /// <summary>A package of the distribution.</summary>
    DistributionPackage,

    /// <summary>A package of the app's own.</summary>
    AppPackage,

    /// <summary>The app, or a project that it references.</summary>
    Project,

    /// <summary>A library from a NuGet package.</summary>
    Library,

    /// <summary>A runtime that an app brings along.</summary>
    Framework,

    /// <summary>A file.</summary>
    File,

    /// <summary>What another component was made from: source code, a recipe.</summary>
    Source,
}
