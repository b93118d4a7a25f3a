using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Wolfi.Containers.Settings;

/// <summary>The table of all settings: what the parser reads, what the targets pass on, and what the documentation lists.</summary>
public static partial class KnownSettings
{
    /// <summary>The property <c>ContainerRepository</c>.</summary>
    public static Setting ContainerRepository { get; } = Property("$(AssemblyName)",
        "The image's name without registry and tag; upper case becomes lower case, other characters become dashes.");

    /// <summary>The property <c>ContainerImageName</c>.</summary>
    public static Setting ContainerImageName { get; } = Property("", "Obsolete name of ContainerRepository.");

    /// <summary>The property <c>ContainerImageTag</c>.</summary>
    public static Setting ContainerImageTag { get; } = Property("latest", "The image's tag.");

    /// <summary>The property <c>ContainerImageTags</c>.</summary>
    public static Setting ContainerImageTags { get; } = Property("",
        "Several tags, separated by semicolons, commas or spaces; not together with ContainerImageTag.");

    /// <summary>The property <c>PublishImageTag</c>.</summary>
    public static Setting PublishImageTag { get; } = Property("", "Visual Studio's name of ContainerImageTag; wins over it.");

    /// <summary>The property <c>AutoGenerateImageTag</c>.</summary>
    public static Setting AutoGenerateImageTag { get; } = Property("false",
        "The tag is the time of the image's created field, never the clock.");

    /// <summary>The property <c>ContainerRegistry</c>.</summary>
    public static Setting ContainerRegistry { get; } = Property("",
        "Registry to push to, as host or host:port; the layout is written all the same, unless WolfiImageLayout is false. An archive is written in its place where one is asked for.");

    /// <summary>The property <c>RegistryUrl</c>.</summary>
    public static Setting RegistryUrl { get; } = Property("", "Visual Studio's name of ContainerRegistry; wins over it.");

    /// <summary>The property <c>ContainerArchiveOutputPath</c>.</summary>
    public static Setting ContainerArchiveOutputPath { get; } = Property("", "File or folder for the image in one file.");

    /// <summary>The property <c>ContainerBaseImage</c>.</summary>
    public static Setting ContainerBaseImage { get; } = Property("", "Not used: there is no base image.");

    /// <summary>The property <c>ContainerFamily</c>.</summary>
    public static Setting ContainerFamily { get; } = Property("", "Not used: there is no base image.");

    /// <summary>The property <c>ContainerRuntimeIdentifier</c>.</summary>
    public static Setting ContainerRuntimeIdentifier { get; } = Property("$(RuntimeIdentifier), else linux- and the SDK's architecture",
        "The image's platform: linux-x64 or linux-arm64. It wins over every list.");

    /// <summary>The property <c>ContainerRuntimeIdentifiers</c>.</summary>
    public static Setting ContainerRuntimeIdentifiers { get; } = Property("those of $(RuntimeIdentifiers) that are linux-x64 or linux-arm64",
        "The platforms of one image: an image of each, and an index that names them.");

    /// <summary>The property <c>ContainerImageFormat</c>.</summary>
    public static Setting ContainerImageFormat { get; } = Property("OCI", "The image is always OCI; Docker is accepted with a warning.");

    /// <summary>The property <c>ContainerWorkingDirectory</c>.</summary>
    public static Setting ContainerWorkingDirectory { get; } = Property("/app", "Working directory, and the app's folder.");

    /// <summary>The property <c>ContainerUser</c>.</summary>
    public static Setting ContainerUser { get; } = Property("65532:65532",
        "The user that the image runs as: a number, number:number, or a name in its passwd.");

    /// <summary>The property <c>ContainerAppCommandInstruction</c>.</summary>
    public static Setting ContainerAppCommandInstruction { get; } = Property("Entrypoint, or DefaultArgs beside a ContainerEntrypoint",
        "Where the app's command goes: Entrypoint, DefaultArgs or None.");

    /// <summary>The property <c>ContainerEnvironmentVariables</c>.</summary>
    public static Setting ContainerEnvironmentVariables { get; } = Property("",
        "Environment variables as \"A=b;C=d\"; added after the items, the last of a name wins.");

    /// <summary>The property <c>ContainerLabels</c>.</summary>
    public static Setting ContainerLabels { get; } = Property("", "Labels as \"a=b;c=d\"; added after the items, the last of a name wins.");

    /// <summary>All of them, ordered by kind and name.</summary>
    public static ImmutableArray<Setting> All =>
        [.. typeof(KnownSettings).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(Setting))
            .Select(property => (Setting)property.GetValue(null)!)
            .OrderBy(setting => setting.Kind)
            .ThenBy(setting => setting.Name, StringComparer.Ordinal)];

    private static Setting Property(string standard, string meaning, [CallerMemberName] string name = "") =>
        new(name, SettingKind.Property, standard, meaning);

    private static Setting Item(string standard, string meaning, [CallerMemberName] string name = "") =>
        new(name, SettingKind.Item, standard, meaning);

    private static Setting Fact(string meaning, [CallerMemberName] string name = "") => new(name, SettingKind.Fact, "", meaning);
}
