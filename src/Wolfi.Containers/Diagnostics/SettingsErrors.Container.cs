namespace Wolfi.Containers.Diagnostics;

public static partial class SettingsErrors
{
    /// <summary>The image name can't be used (CONTAINER2005).</summary>
    public static DiagnosticDescriptor InvalidRepositoryName { get; } = Error("WOLFI1101", "Impossible image name",
        "ContainerRepository '{0}' can't be an image name: {1}.",
        "Use lower-case letters, digits, dots, dashes and slashes, beginning with a letter or digit.");

    /// <summary>A tag can't be used (CONTAINER2007, CONTAINER2010).</summary>
    public static DiagnosticDescriptor InvalidTag { get; } = Error("WOLFI1102", "Impossible tag",
        "{0} has the tag '{1}', which is none: a tag is 1 to 128 letters, digits, '_', '.' and '-', and begins with none of the last two.",
        "Correct the tag.");

    /// <summary>Both tag properties are set (CONTAINER2008).</summary>
    public static DiagnosticDescriptor TwoTagProperties { get; } = Error("WOLFI1103", "Two tag properties",
        "Both {0} and ContainerImageTags are set.",
        "Use one of them.");

    /// <summary>An obsolete property (CONTAINER003).</summary>
    public static DiagnosticDescriptor ObsoleteName { get; } = Warning("WOLFI1105", "Obsolete property",
        "ContainerImageName is obsolete.",
        "Use ContainerRepository.");

    /// <summary>A base image is named.</summary>
    public static DiagnosticDescriptor BaseImageUnused { get; } = Warning("WOLFI1106", "No base image",
        "{0} '{1}' is not used: the image is made of Wolfi packages and has no base image.",
        "Remove the property, or condition it on the build that uses it.");

    /// <summary>Docker's image format is asked for.</summary>
    public static DiagnosticDescriptor AlwaysOci { get; } = Warning("WOLFI1107", "Always OCI",
        "ContainerImageFormat is Docker; the image is OCI all the same, and Docker reads it.",
        "Remove the property, or condition it on the build that uses it.");

    /// <summary>The archive's name says gzip.</summary>
    public static DiagnosticDescriptor PlainTar { get; } = Warning("WOLFI1108", "Not compressed",
        "{0} will be a plain tar, whatever its name says: the layers in it are compressed already.",
        "Name it .tar.");

    /// <summary>A port can't be used (CONTAINER2016, CONTAINER2017).</summary>
    public static DiagnosticDescriptor InvalidPort { get; } = Error("WOLFI1110", "Impossible port",
        "ContainerPort '{0}' {1}.",
        "Use a number from 1 to 65535, with Type=\"tcp\" or Type=\"udp\" where it matters.");

    /// <summary>The app command's instruction is unknown (CONTAINER2021).</summary>
    public static DiagnosticDescriptor UnknownInstruction { get; } = Error("WOLFI1111", "Unknown instruction",
        "ContainerAppCommandInstruction is '{0}', which is none of: Entrypoint, DefaultArgs, None.",
        "Correct the value, or leave it out.");

    /// <summary>Entrypoint arguments without an entrypoint (CONTAINER2024).</summary>
    public static DiagnosticDescriptor ArgumentsWithoutEntrypoint { get; } = Error("WOLFI1112", "Arguments without entrypoint",
        "ContainerEntrypointArgs are set, and ContainerEntrypoint is not.",
        "Use ContainerAppCommandArgs for arguments of the app, or set ContainerEntrypoint.");

    /// <summary>App arguments without an app command (CONTAINER2025).</summary>
    public static DiagnosticDescriptor ArgumentsWithoutCommand { get; } = Error("WOLFI1113", "Arguments without command",
        "ContainerAppCommandArgs are set, and there is no ContainerAppCommand.",
        "Set ContainerAppCommand, or leave ContainerAppCommandInstruction out.");

    /// <summary>The app command is set and not used (CONTAINER2026).</summary>
    public static DiagnosticDescriptor CommandUnused { get; } = Error("WOLFI1114", "Command not used",
        "ContainerAppCommand is set, and ContainerAppCommandInstruction None leaves it out.",
        "Remove one of the two.");

    /// <summary>A variable's name can't be used (CONTAINER2015).</summary>
    public static DiagnosticDescriptor InvalidVariableName { get; } = Warning("WOLFI1115", "Variable left out",
        "The environment variable '{0}' is left out: its name is no letter or underscore followed by letters, digits and underscores.",
        "For configuration keys write two underscores for a colon, such as Logging__LogLevel__Default.");

    /// <summary>A variable looks like a secret.</summary>
    public static DiagnosticDescriptor SecretVariable { get; } = Warning("WOLFI1116", "Secret in the image?",
        "The environment variable '{0}' looks like a secret, and everyone who can pull the image could read it.",
        "Set it where the container runs.");

    /// <summary>Entrypoint and instruction conflict (CONTAINER2028).</summary>
    public static DiagnosticDescriptor EntrypointConflict { get; } = Error("WOLFI1120", "Entrypoint twice",
        "ContainerEntrypoint is set, and ContainerAppCommandInstruction Entrypoint wants the app there.",
        "Set ContainerAppCommandInstruction to DefaultArgs or None.");

    /// <summary>A variable's value can't be used.</summary>
    public static DiagnosticDescriptor InvalidVariableValue { get; } = Error("WOLFI1121", "Impossible value",
        "The environment variable '{0}' {1}.",
        "Correct the value, or set it where the container runs.");

    /// <summary>A label can't be used.</summary>
    public static DiagnosticDescriptor InvalidLabel { get; } = Error("WOLFI1122", "Impossible label",
        "The label '{0}' {1}.",
        "Correct the label.");

    /// <summary>A list of pairs can't be read.</summary>
    public static DiagnosticDescriptor InvalidPair { get; } = Error("WOLFI1123", "No name and value",
        "{0} has the entry '{1}', which is no NAME=VALUE.",
        "Write \"A=b;C=d\"; values with semicolons go into items.");

    /// <summary>The working directory can't be used.</summary>
    public static DiagnosticDescriptor InvalidWorkingDirectory { get; } = Error("WOLFI1124", "Impossible working directory",
        "ContainerWorkingDirectory '{0}' is no plain absolute path.",
        "Use a path such as /app.");

    /// <summary>The platform is not Linux.</summary>
    public static DiagnosticDescriptor NotLinux { get; } = Error("WOLFI1130", "Not for Linux",
        "The runtime identifier '{0}' is not for Linux, and images are.",
        "Publish for linux-x64 or linux-arm64, such as with -r linux-x64.");

    /// <summary>The platform's C library is musl.</summary>
    public static DiagnosticDescriptor Musl { get; } = Error("WOLFI1131", "Built for musl",
        "The runtime identifier '{0}' is for musl, and Wolfi's C library is glibc.",
        "Publish for linux-x64 or linux-arm64.");

    /// <summary>The platform is unknown.</summary>
    public static DiagnosticDescriptor UnknownPlatform { get; } = Error("WOLFI1132", "Unknown platform",
        "There are no packages for the runtime identifier '{0}'.",
        "Publish for linux-x64 or linux-arm64.");

    /// <summary>Several platforms and none chosen.</summary>
    public static DiagnosticDescriptor SeveralPlatforms { get; } = Error("WOLFI1133", "Several platforms",
        "{0} names several platforms ({1}), and this is about the image of one.",
        "Choose it with -p:ContainerRuntimeIdentifier=linux-x64.");

    /// <summary>The app is for another platform.</summary>
    public static DiagnosticDescriptor PlatformsDiffer { get; } = Error("WOLFI1134", "Platforms differ",
        "ContainerRuntimeIdentifier is '{0}', and the app was published for '{1}'.",
        "Publish with -r {0}, or leave ContainerRuntimeIdentifier out.");

    /// <summary>SOURCE_DATE_EPOCH can't be used.</summary>
    public static DiagnosticDescriptor InvalidSourceDateEpoch { get; } = Error("WOLFI1140", "Impossible SOURCE_DATE_EPOCH",
        "SOURCE_DATE_EPOCH is '{0}', which is no number of seconds from 0 to {1} (the end of 2199).",
        "Set it to the time of the commit, such as $(git log -1 --format=%ct), or unset it.");

    /// <summary>There is a repository, and its commit's time can't be read.</summary>
    public static DiagnosticDescriptor CommitTimeUnknown { get; } = Warning("WOLFI1145", "Commit time unknown",
        "The commit's time can't be read ({0}), so the image says that it was created in 1970.",
        "Set the environment variable SOURCE_DATE_EPOCH to the commit's time.");
}
