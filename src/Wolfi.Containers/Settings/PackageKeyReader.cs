using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Settings;

/// <summary>Reads which key signs the app's packages.</summary>
internal static class PackageKeyReader
{
    /// <summary>The source, checked.</summary>
    public static PackageKeySource Read(RawPublishOptions raw, PublishSurroundings surroundings, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiPackageSigningKey];
        if (Secrets.IsKeyText(text))
        {
            bag.Add(SettingsErrors.KeyText, KnownSettings.WolfiPackageSigningKey.Name);
            return new PackageKeySource();
        }

        PackageKeySource source = Source(raw, surroundings.UserDataFolder);
        if (source.NamedFile is { } named && !surroundings.Files.FileExists(named))
        {
            bag.Add(SettingsErrors.SigningKeyNotFound, Values.Shown(named));
        }

        return source;
    }

    /// <summary>The source as the settings say; the user's own key serves where no key and no identity signs the image, outside of continuous integration.</summary>
    /// <param name="raw">The project's settings.</param>
    /// <param name="userDataFolder">Where the user's lasting data lies; null for nowhere.</param>
    public static PackageKeySource Source(RawPublishOptions raw, string? userDataFolder)
    {
        if (raw[KnownSettings.WolfiPackageSigningKey] is { Length: > 0 } named)
        {
            return new PackageKeySource(NamedFile: raw.FullPath(named));
        }

        bool somebodySigns = raw[KnownSettings.WolfiSigningKey].Length > 0 || Values.Flag(raw, KnownSettings.WolfiKeyless, standard: false, new DiagnosticBag());
        return userDataFolder is null || somebodySigns || LockSettingsReader.IsContinuousIntegration(raw)
            ? new PackageKeySource()
            : new PackageKeySource(KeptFile: UserCache.DevelopmentPackageKeyFileIn(userDataFolder));
    }
}
