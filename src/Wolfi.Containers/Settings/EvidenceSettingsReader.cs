using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Reads what the project says about the documents that tell of its image.</summary>
internal static class EvidenceSettingsReader
{
    private const string NoFormat = "none";
    private const string FormatChoices = "spdx, cyclonedx, none";

    public static EvidenceSettings Read(RawPublishOptions raw, PublishSurroundings surroundings, DiagnosticBag bag) => new()
    {
        Sboms = Formats(raw, bag),
        Provenance = Values.Flag(raw, KnownSettings.WolfiProvenance, standard: true, bag),
        ProvenanceTimes = Values.Flag(raw, KnownSettings.WolfiProvenanceTimes, standard: false, bag),
        PackageHeads = Values.Flag(raw, KnownSettings.WolfiPackageHeads, standard: true, bag),
        SignedIndexes = Values.Flag(raw, KnownSettings.WolfiSignedIndexes, standard: true, bag),
        TestResultFiles = Files(raw, KnownSettings.WolfiTestResults, EvidenceErrors.TestResultsRefused, surroundings.Files, bag),
        VexFiles = Files(raw, KnownSettings.WolfiVexFile, EvidenceErrors.VexRefused, surroundings.Files, bag),
        Origin = new BuildOrigin
        {
            ProjectPath = surroundings.ProjectPathInRepository ?? Path.GetFileName(raw.ProjectFile),
            Configuration = raw[KnownSettings.Configuration],
            RepositoryUrl = RepositoryUrl(raw, bag),
            UnverifiedVariables = surroundings.IntegrationVariables,
        },
    };

    private static SbomFormats Formats(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.WolfiSbomFormats];
        if (text.Length == 0)
        {
            return SbomFormats.All;
        }

        SbomFormats formats = SbomFormats.None;
        foreach (string word in Values.Words(text))
        {
            if (word.Equals("spdx", StringComparison.OrdinalIgnoreCase))
            {
                formats |= SbomFormats.Spdx;
            }
            else if (word.Equals("cyclonedx", StringComparison.OrdinalIgnoreCase))
            {
                formats |= SbomFormats.CycloneDx;
            }
            else if (!word.Equals(NoFormat, StringComparison.OrdinalIgnoreCase) || Values.Words(text).Length > 1)
            {
                bag.Add(SettingsErrors.InvalidChoice, KnownSettings.WolfiSbomFormats.Name, Values.Shown(text), FormatChoices);
                return formats;
            }
        }

        return formats;
    }

    private static ImmutableArray<string> Files(RawPublishOptions raw, Setting setting, DiagnosticDescriptor refused, ISettingsFiles files, DiagnosticBag bag)
    {
        ImmutableArray<string> paths = [.. raw.ItemsOf(setting).Select(item => raw.FullPath(item.Include.Trim())).Distinct(StringComparer.Ordinal)];
        foreach (string path in paths.Where(path => !files.FileExists(path)))
        {
            bag.Add(refused, Values.Shown(path), "there is no such file");
        }

        return paths;
    }

    // Only what the project publishes, as with labels; a folder or a file URL names nothing to anyone else.
    private static string? RepositoryUrl(RawPublishOptions raw, DiagnosticBag bag)
    {
        string url = RepositoryLocation.Redact(raw[KnownSettings.PrivateRepositoryUrl]);
        return Values.Flag(raw, KnownSettings.PublishRepositoryUrl, standard: false, bag)
            && Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "https" or "http" or "ssh"
            ? url
            : null;
    }
}
