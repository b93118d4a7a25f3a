using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Labels: generated ones first, the project's own after them, so that those win. None depends on the clock.</summary>
internal static class Labels
{
    private const string Image = "org.opencontainers.image.";
    private const string Artifact = "org.opencontainers.artifact.";

    public static ImmutableArray<KeyValuePair<string, string>> Read(RawPublishOptions raw, long? created, DiagnosticBag bag)
    {
        ImmutableArray<KeyValuePair<string, string>>.Builder labels = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        if (Values.Flag(raw, KnownSettings.ContainerGenerateLabels, standard: true, bag))
        {
            labels.AddRange(Generated(raw, created, bag));
        }

        labels.AddRange(raw.ItemsOf(KnownSettings.ContainerLabel).Select(item => Pair(item.Include.Trim(), item.Verbatim("Value"))));
        labels.AddRange(Values.Pairs(raw, KnownSettings.ContainerLabels, bag));
        Check(labels, bag);
        return labels.ToImmutable();
    }

    private static IEnumerable<KeyValuePair<string, string>> Generated(RawPublishOptions raw, long? created, DiagnosticBag bag)
    {
        bool Wants(Setting setting) => Values.Flag(raw, setting, standard: true, bag);
        bool published = Values.Flag(raw, KnownSettings.PublishRepositoryUrl, standard: false, bag);
        string time = created is { } seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            : "";
        string description = Either(raw, KnownSettings.ContainerDescription, KnownSettings.Description);
        (Setting Switch, string Name, string Value)[] table =
        [
            (KnownSettings.ContainerGenerateLabelsImageCreated, Image + "created", time),
            (KnownSettings.ContainerGenerateLabelsImageCreated, Artifact + "created", time),
            (KnownSettings.ContainerGenerateLabelsImageDescription, Image + "description", description),
            (KnownSettings.ContainerGenerateLabelsImageDescription, Artifact + "description", description),
            (KnownSettings.ContainerGenerateLabelsImageAuthors, Image + "authors", Either(raw, KnownSettings.ContainerAuthors, KnownSettings.Authors)),
            (KnownSettings.ContainerGenerateLabelsImageUrl, Image + "url", Either(raw, KnownSettings.ContainerInformationUrl, KnownSettings.PackageProjectUrl)),
            (KnownSettings.ContainerGenerateLabelsImageDocumentation, Image + "documentation", Either(raw, KnownSettings.ContainerDocumentationUrl, KnownSettings.PackageProjectUrl)),
            (KnownSettings.ContainerGenerateLabelsImageVersion, Image + "version", Either(raw, KnownSettings.ContainerVersion, KnownSettings.PackageVersion)),
            (KnownSettings.ContainerGenerateLabelsImageVendor, Image + "vendor", raw[KnownSettings.ContainerVendor]),
            (KnownSettings.ContainerGenerateLabelsImageLicenses, Image + "licenses", Either(raw, KnownSettings.ContainerLicenseExpression, KnownSettings.PackageLicenseExpression)),
            (KnownSettings.ContainerGenerateLabelsImageTitle, Image + "title", Either(raw, KnownSettings.ContainerTitle, KnownSettings.Title)),
            (KnownSettings.ContainerGenerateLabelsImageSource, Image + "source", published ? Source(raw) : ""),
            (KnownSettings.ContainerGenerateLabelsImageRevision, Image + "revision", published ? raw[KnownSettings.SourceRevisionId] : ""),
            (KnownSettings.ContainerGenerateLabelsDotnetToolset, "net.dot.runtime.majorminor", raw[KnownSettings.TargetFrameworkVersion].TrimStart('v')),
            (KnownSettings.ContainerGenerateLabelsDotnetToolset, "net.dot.sdk.version", raw[KnownSettings.NETCoreSdkVersion]),
        ];
        return [.. table.Where(row => row.Value.Length > 0 && Wants(row.Switch)).Select(row => Pair(row.Name, row.Value))];
    }

    private static string Either(RawPublishOptions raw, Setting setting, Setting fact) => raw[setting] is { Length: > 0 } value ? value : raw[fact];

    private static string Source(RawPublishOptions raw)
    {
        string url = RepositoryLocation.Redact(raw[KnownSettings.PrivateRepositoryUrl]);
        return raw[KnownSettings.RepositoryType].Equals("git", StringComparison.OrdinalIgnoreCase) && url.EndsWith(".git", StringComparison.Ordinal)
            ? url[..^".git".Length]
            : url;
    }

    private static void Check(IReadOnlyList<KeyValuePair<string, string>> labels, DiagnosticBag bag)
    {
        long all = 0;
        foreach ((string name, string value) in labels)
        {
            all += name.Length + value.Length;
            string? fault = name.Length is 0 or > SettingsLimits.LabelName || name.Any(c => !char.IsAscii(c) || char.IsControl(c) || c is ' ' or '=')
                ? $"has no name of 1 to {SettingsLimits.LabelName} visible ASCII characters"
                : value.Length > SettingsLimits.LabelValue ? $"has a value of {value.Length} characters; {SettingsLimits.LabelValue} are accepted"
                : value.Contains('\0', StringComparison.Ordinal) ? "has a value with a NUL character"
                : null;
            if (fault is not null)
            {
                bag.Add(SettingsErrors.InvalidLabel, Values.Shown(name), fault);
            }
        }

        if (all > SettingsLimits.AllLabels)
        {
            bag.Add(SettingsErrors.InvalidLabel, "(all)", $"together have {all} characters; {SettingsLimits.AllLabels} are accepted");
        }
    }

    private static KeyValuePair<string, string> Pair(string name, string value) => new(name, value);
}
