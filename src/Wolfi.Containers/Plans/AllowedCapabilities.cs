using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;

namespace Wolfi.Containers.Plans;

/// <summary>What the project allows packaged files to have (<c>WolfiAllowCapability</c>), beside what they do have.</summary>
internal static class AllowedCapabilities
{
    /// <summary>Warns of each that no file makes use of.</summary>
    public static void WarnOfUnused(ImageParts input, IPublishObserver observer)
    {
        HashSet<string> used = [.. input.Packages.SelectMany(package => FileCapabilities.Of(package.Package))];
        foreach (string name in input.Repositories.SelectMany(repository => repository.AllowedCapabilities).Distinct(StringComparer.Ordinal).Where(name => !used.Contains(name)))
        {
            observer.Warn(EvidenceErrors.CapabilityUnused.Create(name, WhyOf(name, input)));
        }
    }

    private static string WhyOf(string name, ImageParts input)
    {
        string[] parts = name.Split(':', 2);
        VerifiedPackage? package = input.Packages.FirstOrDefault(package => package.Package.Info.Name == parts[0]);
        return package is null ? $"the image has no package {parts[0]}"
            : package.Package.Entries.Any(entry => "/" + entry.Path == parts[1]) ? $"that file of {package.Resolved.Record} has no capabilities"
            : $"{package.Resolved.Record} has no such file";
    }
}
