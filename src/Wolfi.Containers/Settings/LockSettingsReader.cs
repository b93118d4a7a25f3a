using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Settings;

/// <summary>Reads what the project says about its lock file.</summary>
internal static class LockSettingsReader
{
    private const int MaximumDays = 36_500;

    public static LockSettings Read(RawPublishOptions raw, DiagnosticBag bag)
    {
        bool update = Values.Flag(raw, KnownSettings.WolfiUpdate, standard: false, bag);
        bool locked = Values.Flag(raw, KnownSettings.WolfiLockedMode, standard: !update && IsContinuousIntegration(raw), bag);
        if (update && locked)
        {
            bag.Add(SettingsErrors.LockedUpdate);
        }

        return new LockSettings
        {
            File = File(raw, bag),
            Locked = locked,
            Update = update,
            RequireListed = Values.Flag(raw, KnownSettings.WolfiRequireListed, standard: false, bag),
            MaximumIndexAge = Age(raw, bag),
            AllowDowngrade = AllowDowngrade(raw, bag),
        };
    }

    /// <summary>The lock file's absolute path.</summary>
    public static string File(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiLockFile];
        if (text.Length == 0)
        {
            return Path.Combine(raw.ProjectFolder, LockFile.FileName);
        }

        if (text.Any(char.IsControl) || text[^1] is '/' or '\\')
        {
            bag.Add(SettingsErrors.InvalidPath, KnownSettings.WolfiLockFile.Name, Values.Shown(text), "it names no file");
            return Path.Combine(raw.ProjectFolder, LockFile.FileName);
        }

        return raw.FullPath(text);
    }

    /// <summary>Whether this is continuous integration. Other values than true, such as a service's name, are not ours to judge.</summary>
    public static bool IsContinuousIntegration(RawPublishOptions raw) =>
        IsTrue(raw[KnownSettings.CI]) || IsTrue(raw[KnownSettings.ContinuousIntegrationBuild]);

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Age(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiMaxIndexAge];
        if (text.Length == 0)
        {
            return null;
        }

        int hours = char.ToLowerInvariant(text[^1]) switch { 'd' => 24, 'h' => 1, _ => 0 };
        if (hours > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= MaximumDays)
        {
            return TimeSpan.FromHours((double)number * hours);
        }

        bag.Add(SettingsErrors.InvalidAge, KnownSettings.WolfiMaxIndexAge.Name, Values.Shown(text));
        return null;
    }

    private static ImmutableArray<string> AllowDowngrade(RawPublishOptions raw, DiagnosticBag bag)
    {
        ImmutableArray<string> names = [.. Values.Words(raw[KnownSettings.WolfiAllowDowngrade]).Distinct(StringComparer.Ordinal)];
        foreach (string name in names.Where(name => !PackageNames.IsValidPackage(name)))
        {
            bag.Add(SettingsErrors.InvalidDowngrade, KnownSettings.WolfiAllowDowngrade.Name, Values.Shown(name));
        }

        return names;
    }
}
