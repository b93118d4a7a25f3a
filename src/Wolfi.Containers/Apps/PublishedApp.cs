using System.Collections.Immutable;

namespace Wolfi.Containers.Apps;

/// <summary>A published .NET app: what ships, and what the build knew about it before bundling and native compilation hid it.</summary>
public sealed record PublishedApp
{
    /// <summary>The project's assembly name.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The project's version, as NuGet writes it.</summary>
    public required string Version { get; init; }

    /// <summary>The target framework moniker, such as <c>net10.0</c>.</summary>
    public required string TargetFramework { get; init; }

    /// <summary>The .NET runtime identifier that the app was published for; portable apps have the image's.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>True when the app brings its own runtime (self-contained, and every native AOT app).</summary>
    public required bool SelfContained { get; init; }

    /// <summary>True when the app is one bundled file.</summary>
    public bool SingleFile { get; init; }

    /// <summary>True when that file's content is compressed (<c>EnableCompressionInSingleFile</c>).</summary>
    public bool CompressedSingleFile { get; init; }

    /// <summary>True when that file unpacks files into a folder before it runs (<c>IncludeNativeLibrariesForSelfExtract</c>, <c>IncludeAllContentForSelfExtract</c>).</summary>
    public bool SelfExtracting { get; init; }

    /// <summary>True when the app was compiled to native code.</summary>
    public bool NativeAot { get; init; }

    /// <summary>True when unused code was trimmed away.</summary>
    public bool Trimmed { get; init; }

    /// <summary>True when assemblies hold precompiled code.</summary>
    public bool ReadyToRun { get; init; }

    /// <summary>The value of <c>InvariantGlobalization</c>, or null when the project is silent.</summary>
    public bool? InvariantGlobalization { get; init; }

    /// <summary>Names of the shared frameworks that the project references, such as <c>Microsoft.AspNetCore.App</c>.</summary>
    public ImmutableArray<string> FrameworkReferences { get; init; } = [];

    /// <summary>The publish folder.</summary>
    public required string PublishFolder { get; init; }

    /// <summary>
    /// Every file in the publish folder, ordered by path, but for the host of a portable app: that is a program for the machine that
    /// builds, and the image starts the assembly with dotnet.
    /// </summary>
    public required ImmutableArray<PublishedFile> Files { get; init; }

    /// <summary>What was bundled into a single file or compiled to native code: evidence of needs, not shipped as such.</summary>
    public ImmutableArray<PublishedFile> Inputs { get; init; } = [];

    /// <summary>Absolute path of the deps.json that the project's build made, which a single-file or native AOT publish does not leave in the folder; null when there is none.</summary>
    public string? DependenciesFile { get; init; }

    /// <summary>Absolute path of the project.assets.json that the restore wrote: what it says of packages' contents; null when there is none.</summary>
    public string? AssetsFile { get; init; }

    /// <summary>Absolute paths of the folders that hold NuGet packages as <c>ID/VERSION</c>, archive included.</summary>
    public ImmutableArray<string> PackageFolders { get; init; } = [];

    /// <summary>The text of <c>*.runtimeconfig.json</c>, from the publish folder or the build's output; null when there is none.</summary>
    public string? RuntimeConfiguration { get; init; }

    /// <summary>The app's git commit, when the build knows it.</summary>
    public string? SourceRevision { get; init; }
}
