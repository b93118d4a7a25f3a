using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>
/// A NuGet package may bring targets that add items. Those that decide on trust, or on what is in the image beside packages, are
/// refused from there: only the project, what it imports from elsewhere, and the command line may set them.
/// </summary>
internal static class PackageOwnership
{
    private static readonly ImmutableArray<Setting> Sensitive =
        [KnownSettings.WolfiRepositoryItem, KnownSettings.WolfiKeyItem, KnownSettings.WolfiCertificate, KnownSettings.WolfiAccount, KnownSettings.WolfiFile, KnownSettings.WolfiNeed];

    public static void Check(RawPublishOptions raw, DiagnosticBag bag)
    {
        ImmutableArray<string> folders =
            [.. Values.Entries(raw[KnownSettings.NuGetPackageFolders])
                .Concat(Values.Entries(raw[KnownSettings.NuGetPackageRoot]))
                .Select(folder => Path.TrimEndingDirectorySeparator(raw.FullPath(folder)) + Path.DirectorySeparatorChar)
                .Distinct(StringComparer.Ordinal)];
        foreach (Setting setting in Sensitive)
        {
            foreach (RawItem item in raw.ItemsOf(setting))
            {
                if (item.DefinedIn is { } file && folders.Any(folder => file.StartsWith(folder, StringComparison.OrdinalIgnoreCase)))
                {
                    bag.Add(SettingsErrors.DefinedByPackage, setting.Name, Values.Shown(item.Include), file);
                }
            }
        }
    }
}
