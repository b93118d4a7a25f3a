namespace Wolfi.Containers.Diagnostics;

public static partial class SettingsErrors
{
    /// <summary>Locked, and to be renewed.</summary>
    public static DiagnosticDescriptor LockedUpdate { get; } = Error("WOLFI1230", "Locked and renewed",
        "WolfiUpdate=true renews the lock file, and WolfiLockedMode=true forbids it.", "Set one of them.");

    /// <summary>An age that is none.</summary>
    public static DiagnosticDescriptor InvalidAge { get; } = Error("WOLFI1231", "No age",
        "{0} is '{1}', which is no number of days or hours.", "Write a whole number with 'd' or 'h', such as 14d or 36h.");

    /// <summary>A package's name that is none.</summary>
    public static DiagnosticDescriptor InvalidDowngrade { get; } = Error("WOLFI1232", "No package's name",
        "{0} names '{1}', which can't be a package's name.", "Write the names alone, without versions, separated by semicolons.");
}
