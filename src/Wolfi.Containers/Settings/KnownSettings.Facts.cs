namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The project's property <c>AssemblyName</c>.</summary>
    public static Setting AssemblyName { get; } = Fact("Name of the app.");

    /// <summary>The project's property <c>Description</c>.</summary>
    public static Setting Description { get; } = Fact("Default of ContainerDescription.");

    /// <summary>The project's property <c>Authors</c>.</summary>
    public static Setting Authors { get; } = Fact("Default of ContainerAuthors.");

    /// <summary>The project's property <c>PackageProjectUrl</c>.</summary>
    public static Setting PackageProjectUrl { get; } = Fact("Default of ContainerInformationUrl and ContainerDocumentationUrl.");

    /// <summary>The project's property <c>PackageVersion</c>.</summary>
    public static Setting PackageVersion { get; } = Fact("Default of ContainerVersion.");

    /// <summary>The project's property <c>PackageLicenseExpression</c>.</summary>
    public static Setting PackageLicenseExpression { get; } = Fact("Default of ContainerLicenseExpression.");

    /// <summary>The project's property <c>Title</c>.</summary>
    public static Setting Title { get; } = Fact("Default of ContainerTitle.");

    /// <summary>The project's property <c>PublishRepositoryUrl</c>.</summary>
    public static Setting PublishRepositoryUrl { get; } = Fact("Whether source and revision become labels.");

    /// <summary>The project's property <c>PrivateRepositoryUrl</c>.</summary>
    public static Setting PrivateRepositoryUrl { get; } = Fact("The repository's URL as Source Link knows it.");

    /// <summary>The project's property <c>RepositoryType</c>.</summary>
    public static Setting RepositoryType { get; } = Fact("git, when it is.");

    /// <summary>The project's property <c>SourceRevisionId</c>.</summary>
    public static Setting SourceRevisionId { get; } = Fact("The commit.");

    /// <summary>The project's property <c>RuntimeIdentifier</c>.</summary>
    public static Setting RuntimeIdentifier { get; } = Fact("The platform that the app was published for; empty for a portable app.");

    /// <summary>The project's property <c>RuntimeIdentifiers</c>.</summary>
    public static Setting RuntimeIdentifiers { get; } = Fact("The platforms that the project names.");

    /// <summary>The project's property <c>NETCoreSdkVersion</c>.</summary>
    public static Setting NETCoreSdkVersion { get; } = Fact("Version of the .NET SDK.");

    /// <summary>The project's property <c>NETCoreSdkPortableRuntimeIdentifier</c>.</summary>
    public static Setting NETCoreSdkPortableRuntimeIdentifier { get; } = Fact("Platform of the .NET SDK.");

    /// <summary>The project's property <c>TargetFrameworkVersion</c>.</summary>
    public static Setting TargetFrameworkVersion { get; } = Fact("The .NET version of the app.");

    /// <summary>The project's property <c>NuGetPackageFolders</c>.</summary>
    public static Setting NuGetPackageFolders { get; } = Fact("Folders of NuGet packages.");

    /// <summary>The project's property <c>NuGetPackageRoot</c>.</summary>
    public static Setting NuGetPackageRoot { get; } = Fact("Folder of NuGet packages.");

    /// <summary>The property or environment variable <c>CI</c>.</summary>
    public static Setting CI { get; } = Fact("Default of WolfiLockedMode, where it is true.");

    /// <summary>The project's property <c>ContinuousIntegrationBuild</c>.</summary>
    public static Setting ContinuousIntegrationBuild { get; } = Fact("Default of WolfiLockedMode, where it is true.");

    /// <summary>The project's property <c>MSBuildProjectExtensionsPath</c>.</summary>
    public static Setting MSBuildProjectExtensionsPath { get; } = Fact("Folder of the files that restore writes.");
}
