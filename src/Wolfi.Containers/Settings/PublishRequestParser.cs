using System.Collections.Immutable;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>Makes a request of a project's settings: the only place that knows their names, defaults and rules.</summary>
public static class PublishRequestParser
{
    /// <summary>Reads all settings and tells everything that is wrong with them at once.</summary>
    /// <param name="raw">The settings as MSBuild gives them.</param>
    /// <param name="app">The published app.</param>
    /// <param name="surroundings">Environment and disk.</param>
    /// <param name="publishFolder">Absolute path of the folder beside which the image goes; null for the app's own.</param>
    public static ParsedRequest Parse(RawPublishOptions raw, PublishedApp app, PublishSurroundings surroundings, string? publishFolder = null)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(surroundings);
        DiagnosticBag bag = new();
        PublishRequest request = Read(raw, app, Platforms.Choose(raw, app.RuntimeIdentifier, bag), new Outputs(raw, publishFolder ?? app.PublishFolder, surroundings, bag), surroundings, bag);
        return new ParsedRequest(bag.HasErrors ? null : request, bag.ToImmutable());
    }

    /// <summary>Reads all settings for an image for several platforms, and tells everything that is wrong with them at once.</summary>
    /// <param name="raw">The settings as MSBuild gives them.</param>
    /// <param name="apps">The published app for each platform; at least one.</param>
    /// <param name="publishFolder">Absolute path of the folder that the project as a whole is published to: beside it the image goes.</param>
    /// <param name="surroundings">Environment and disk.</param>
    public static ParsedIndexRequest ParseIndex(RawPublishOptions raw, ImmutableArray<PlatformApp> apps, string publishFolder, PublishSurroundings surroundings)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(publishFolder);
        ArgumentNullException.ThrowIfNull(surroundings);
        DiagnosticBag bag = new();
        Outputs outputs = new(raw, publishFolder, surroundings, bag) { SeveralPlatforms = true };
        ImmutableArray<PublishRequest> requests =
        [
            .. apps.DistinctBy(app => app.Platform, StringComparer.Ordinal)
                .OrderByDescending(app => app.Platform, StringComparer.Ordinal)
                .Select(app => Read(raw, app.App, Platforms.Require(app.Platform, app.App.RuntimeIdentifier, bag), outputs, surroundings, bag)),
        ];
        IndexRequest request = new()
        {
            Whole = requests[0],
            Platforms = [.. requests.Select(one => one with { Beside = one.Beside with { Prefix = $"{one.Beside.Prefix}{one.App.RuntimeIdentifier}." } })],
        };
        return new ParsedIndexRequest(bag.HasErrors ? null : request, bag.ToImmutable());
    }

    private static PublishRequest Read(RawPublishOptions raw, PublishedApp app, string platform, Outputs outputs, PublishSurroundings surroundings, DiagnosticBag bag)
    {
        PackageOwnership.Check(raw, surroundings.PackageProperties, bag);
        CheckUnused(raw, bag);
        SecretValues.Check(raw, bag);
        long? created = CreatedTimes.Read(surroundings, bag);
        string repository = ImageNames.Repository(raw, bag);
        DeclaredReader declared = new(raw, surroundings.Files, bag);
        (string? layout, OutputPlace beside) = outputs.Layout();
        ImmutableArray<string> tags = ImageNames.Tags(raw, created ?? 0, bag);
        bool offline = Values.Flag(raw, KnownSettings.WolfiOffline, standard: false, bag);
        PushReader push = new(raw, surroundings, bag);
        PushSettings? target = push.Read(repository, tags, offline);
        PublishRequest request = new()
        {
            App = PortableAssets.For(app, platform),
            ImageRepository = repository,
            Tags = tags,
            Container = Container(raw, app, created, bag),
            Repositories = new RepositoryReader(raw, surroundings.Files, bag).Read(),
            Credentials = CredentialCommands.Read(raw, surroundings, bag),
            Packages = Packages(raw, bag),
            Needs = declared.Needs(),
            Declared = declared.Read(),
            Fips = RepositoryReader.IsFips(raw, new DiagnosticBag()),
            PackageKey = PackageKeyReader.Read(raw, surroundings, bag),
            Signing = SigningSettingsReader.Read(raw, surroundings, target, offline, bag),
            IncludeSymbols = Values.Flag(raw, KnownSettings.WolfiIncludeSymbols, standard: false, bag),
            OmitDebuggerFiles = Values.Flag(raw, KnownSettings.WolfiOmitDebuggerFiles, standard: false, bag),
            Verify = Values.Flag(raw, KnownSettings.WolfiVerify, standard: false, bag),
            SmokeTest = SmokeSettingsReader.Read(raw, bag),
            ShowAdvice = Values.Flag(raw, KnownSettings.WolfiShowAdvice, standard: true, bag),
            Created = created ?? 0,
            LayoutFolder = layout,
            Beside = beside,
            ArchiveFile = outputs.Archive(repository),
            ArchiveFormat = outputs.Format(),
            Lock = LockSettingsReader.Read(raw, bag),
            Evidence = EvidenceSettingsReader.Read(raw, surroundings, bag),
            Offline = offline,
            Push = target,
            Load = LoadReader.Read(raw, surroundings, bag),
            DigestFile = push.DigestFile(),
            OutputsFile = push.OutputsFile(),
            CacheFolder = outputs.Cache(),
            CacheLimit = CacheSizes.Read(raw, bag),
            DerivedKeyFile = surroundings.DerivedKeyFile,
            SdkVersion = raw[KnownSettings.NETCoreSdkVersion],
        };
        outputs.CheckWithoutLayout(request);
        return request;
    }

    private static ContainerSettings Container(RawPublishOptions raw, PublishedApp app, long? created, DiagnosticBag bag)
    {
        string workingDirectory = WorkingDirectory(raw, bag);
        (ImmutableArray<string>? entrypoint, ImmutableArray<string>? command) = Commands.Decide(raw, app, workingDirectory, bag);
        return new ContainerSettings
        {
            WorkingDirectory = workingDirectory,
            User = raw[KnownSettings.ContainerUser] is { Length: > 0 } user ? user : null,
            AllowRoot = Values.Flag(raw, KnownSettings.WolfiAllowRoot, standard: false, bag),
            Entrypoint = entrypoint,
            Command = command,
            Ports = Ports.Read(raw, bag),
            Environment = Variables.Read(raw, bag),
            GeneratesLabels = Values.Flag(raw, KnownSettings.ContainerGenerateLabels, standard: true, bag),
            Labels = Labels.Read(raw, created, bag),
        };
    }

    private static string WorkingDirectory(RawPublishOptions raw, DiagnosticBag bag)
    {
        string text = raw[KnownSettings.ContainerWorkingDirectory];
        if (text.Length == 0)
        {
            return new ContainerSettings().WorkingDirectory;
        }

        if (!text.StartsWith('/') || text.Any(c => char.IsControl(c) || c == '\\') || text.Split('/').Any(part => part is "." or "..") || text.Contains("//", StringComparison.Ordinal))
        {
            bag.Add(SettingsErrors.InvalidWorkingDirectory, Values.Shown(text));
        }

        return text.Length > 1 ? text.TrimEnd('/') : text;
    }

    private static ImmutableArray<string> Packages(RawPublishOptions raw, DiagnosticBag bag)
    {
        ImmutableArray<string> packages =
            [.. raw.ItemsOf(KnownSettings.WolfiPackageItem).Select(item => item.Include.Trim())
                .Concat(Values.Words(raw[KnownSettings.WolfiPackage]))
                .Distinct(StringComparer.Ordinal)];
        foreach (string package in packages.Where(package => !DependencyAtom.TryParse(package, out _)))
        {
            bag.Add(SettingsErrors.InvalidPackage, Values.Shown(package));
        }

        return packages;
    }

    private static void CheckUnused(RawPublishOptions raw, DiagnosticBag bag)
    {
        foreach (Setting setting in (Setting[])[KnownSettings.ContainerBaseImage, KnownSettings.ContainerFamily])
        {
            if (raw[setting] is { Length: > 0 } value)
            {
                bag.Add(SettingsErrors.BaseImageUnused, setting.Name, Values.Shown(value));
            }
        }

        string format = raw[KnownSettings.ContainerImageFormat];
        if (format.Equals("Docker", StringComparison.OrdinalIgnoreCase))
        {
            bag.Add(SettingsErrors.AlwaysOci);
        }
        else if (format.Length > 0 && !format.Equals("OCI", StringComparison.OrdinalIgnoreCase))
        {
            bag.Add(SettingsErrors.InvalidChoice, KnownSettings.ContainerImageFormat.Name, Values.Shown(format), "OCI, Docker");
        }
    }
}
