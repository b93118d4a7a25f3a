using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>
/// A NuGet package may bring build files that set our properties and add our items. Those that decide on trust, or on what is in the
/// image beside packages, are refused from there: only the project, what it imports from elsewhere, and the command line may set them.
/// </summary>
internal static class PackageOwnership
{
    private static readonly ImmutableArray<Setting> SensitiveItems =
        [KnownSettings.WolfiRepositoryItem, KnownSettings.WolfiKeyItem, KnownSettings.WolfiCertificate, KnownSettings.WolfiAccount, KnownSettings.WolfiFile, KnownSettings.WolfiNeed,
         KnownSettings.WolfiAllowCapability];

    private static readonly ImmutableArray<Setting> SensitiveProperties =
    [
        KnownSettings.WolfiRepository, KnownSettings.WolfiKey, KnownSettings.WolfiMinimumSignature, KnownSettings.WolfiFips, KnownSettings.WolfiPackageSigningKey, KnownSettings.WolfiAllowRoot,
        KnownSettings.WolfiCacheFolder, KnownSettings.WolfiCredentialCommand, KnownSettings.WolfiLockFile, KnownSettings.WolfiLockedMode, KnownSettings.WolfiUpdate, KnownSettings.WolfiRequireListed,
        KnownSettings.WolfiMaxIndexAge, KnownSettings.WolfiAllowDowngrade, KnownSettings.WolfiOffline, KnownSettings.WolfiSign, KnownSettings.WolfiSigningKey, KnownSettings.WolfiSignatureFormats, KnownSettings.WolfiAllowDevelopmentKey,
        KnownSettings.WolfiMountFrom, KnownSettings.WolfiKeyless, KnownSettings.WolfiIdentityToken, KnownSettings.WolfiSigstoreConfig, KnownSettings.WolfiCertificateAuthority,
        KnownSettings.WolfiTransparencyLog, KnownSettings.WolfiTransparencyLogVersion, KnownSettings.WolfiTimestampServer, KnownSettings.WolfiTrustedRoot,
    ];

    /// <summary>The folders that hold NuGet packages.</summary>
    public static ImmutableArray<string> Folders(RawPublishOptions raw) =>
        [.. Values.Entries(raw[KnownSettings.NuGetPackageFolders])
            .Concat(Values.Entries(raw[KnownSettings.NuGetPackageRoot]))
            .Select(folder => Path.TrimEndingDirectorySeparator(raw.FullPath(folder)))
            .Distinct(StringComparer.Ordinal)];

    public static void Check(RawPublishOptions raw, ImmutableArray<PackageProperty> packageProperties, DiagnosticBag bag)
    {
        ImmutableArray<string> folders = Folders(raw);
        foreach (Setting setting in SensitiveItems)
        {
            foreach (RawItem item in raw.ItemsOf(setting))
            {
                if (item.DefinedIn is { } file && folders.Any(folder => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase)))
                {
                    bag.Add(SettingsErrors.DefinedByPackage, setting.Name, Values.ShownLocation(item.Include), file);
                }
            }
        }

        foreach (Setting setting in SensitiveProperties.Where(setting => raw[setting].Length > 0 && !raw.GlobalProperties.Contains(setting.Name)))
        {
            if (packageProperties.FirstOrDefault(property => Explains(property, setting, raw[setting])) is { } property)
            {
                bag.Add(SettingsErrors.DefinedByPackage, setting.Name, Values.ShownLocation(property.Value), property.File);
            }
        }
    }

    // A value with references to other properties can't be computed here: it counts as the one that is in force.
    private static bool Explains(PackageProperty property, Setting setting, string value) =>
        property.Name.Equals(setting.Name, StringComparison.OrdinalIgnoreCase)
        && (property.Value == value || property.Value.Contains("$(", StringComparison.Ordinal));
}
