namespace Wolfi.Containers.AppPackages;

/// <summary>The app's packages, from the one that changes least.</summary>
public enum AppPackageKind
{
    /// <summary>Files of the .NET runtime pack, for an app that brings its runtime: <c>NAME-runtime</c>.</summary>
    RuntimePack,

    /// <summary>Files of NuGet packages: <c>NAME-nuget</c>.</summary>
    NuGetDependencies,

    /// <summary>The app's own code and content, that of its project references, and files of unknown source: <c>NAME</c>.</summary>
    Own,
}
