using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>What an app's package may be, whoever made it: it can't take the place of anything of the distribution.</summary>
public static class AppPackageRules
{
    private const string SbomFolder = "var/lib/db/sbom";

    /// <summary>Checks a package against the rules.</summary>
    /// <param name="package">The package as read.</param>
    /// <param name="workingDirectory">The app's folder in the image; absolute.</param>
    /// <param name="declaredTargets">Paths outside that folder that the project declared; none where it is left out.</param>
    /// <exception cref="WolfiException">It breaks a rule.</exception>
    public static void Check(ApkPackage package, string workingDirectory, IReadOnlyCollection<string>? declaredTargets = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        string root = WorkingDirectories.PathOf(workingDirectory);
        string name = $"{package.Info.Name}-{package.Info.Version}";
        if (FaultOf(package) is { } fault)
        {
            throw AppErrors.PackageRuleBroken.Fail(name, fault);
        }

        HashSet<string> own = [$"{SbomFolder}/{name}.spdx.json", .. (declaredTargets ?? []).Select(target => target.Trim('/'))];
        foreach (PackageEntry entry in package.Entries)
        {
            if (FaultOf(entry, root, own) is { } entryFault)
            {
                throw AppErrors.PackageRuleBroken.Fail(name, $"{entryFault}: /{entry.Path}");
            }
        }
    }

    private static string? FaultOf(ApkPackage package) =>
        !package.Info.Replaces.IsEmpty || package.Info.ReplacesPriority != 0 ? "replaces files of other packages"
        : !package.Info.Provides.IsEmpty || package.Info.ProviderPriority != 0 ? "provides names that are not its own"
        : !package.Info.InstallIf.IsEmpty ? "installs itself with other packages (install_if)"
        : !package.Info.Triggers.IsEmpty || !package.Scripts.IsEmpty ? "has scripts"
        : null;

    private static string? FaultOf(PackageEntry entry, string root, HashSet<string> own)
    {
        bool below = entry.Path.StartsWith(root + "/", StringComparison.Ordinal);
        return entry switch
        {
            { Uid: not 0 } or { Gid: not 0 } => "has an entry that does not belong to root",
            { ExtendedAttributes.IsEmpty: false } => "has an entry with extended attributes",
            { Kind: PackageEntryKind.Directory, Mode: not FileModes.Directory } => "has a directory whose mode is not 0755",
            { Kind: PackageEntryKind.Directory } => below || entry.Path == root || IsParent(entry.Path, root) || own.Any(path => IsParent(entry.Path, path))
                ? null
                : "owns a directory outside the app's folder",
            { Kind: PackageEntryKind.File, Mode: not (FileModes.Plain or FileModes.Program) } => "has a file whose mode is neither 0644 nor 0755",
            { Kind: PackageEntryKind.File } => below || own.Contains(entry.Path) ? null : "owns a file outside the app's folder",
            _ => "has a link",
        };
    }

    private static bool IsParent(string folder, string path) => path.StartsWith(folder + "/", StringComparison.Ordinal);
}
