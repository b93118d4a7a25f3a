using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Settings;

/// <summary>A project's settings for one test: by default a portable app of Wolfi's own repository.</summary>
internal sealed class Project
{
    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase)
    {
        ["AssemblyName"] = "shop",
        ["NETCoreSdkVersion"] = "10.0.401",
        ["NETCoreSdkPortableRuntimeIdentifier"] = "linux-x64",
        ["TargetFrameworkVersion"] = "v10.0",
        ["WolfiSign"] = "false",
        ["NuGetPackageRoot"] = "/home/dev/.nuget/packages/",
    };

    private readonly Dictionary<string, List<RawItem>> _items = new(StringComparer.OrdinalIgnoreCase);

    public MemoryFiles Files { get; } = new();

    public string? SourceDateEpoch { get; set; } = "1700000000";

    public CommitTime CommitTime { get; set; } = CommitTime.NoRepository;

    public string? UserCacheFolder { get; set; } = "/home/dev/.cache";

    public string? UserDataFolder { get; set; } = "/home/dev/.local/share";

    public CredentialSources Credentials { get; set; } = CredentialSources.None;

    public ImmutableArray<PackageProperty> PackageProperties { get; set; } = [];

    public ImmutableArray<(string Name, string File)> SecretProperties { get; set; } = [];

    public ImmutableSortedDictionary<string, string> IntegrationVariables { get; set; } = ImmutableSortedDictionary<string, string>.Empty;

    public string? ProjectPathInRepository { get; set; }

    public string? OutputsFile { get; set; }

    public HashSet<string> GlobalProperties { get; } = [];

    public PublishedApp App { get; set; } = new()
    {
        AssemblyName = "shop",
        Version = "1.0.0",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "",
        SelfContained = false,
        PublishFolder = "/src/shop/bin/Release/net10.0/publish",
        Files = [],
    };

    public string this[string property]
    {
        set => _properties[property] = value;
    }

    public Project Add(string kind, string include, params (string Name, string Value)[] metadata) =>
        Add(kind, RawItem.Create(include, metadata));

    public Project Add(string kind, RawItem item)
    {
        if (!_items.TryGetValue(kind, out List<RawItem>? items))
        {
            _items[kind] = items = [];
        }

        items.Add(item);
        return this;
    }

    public ParsedRequest Parse() => PublishRequestParser.Parse(Raw(), App, Surroundings());

    /// <summary>The same for a list of platforms.</summary>
    public ParsedIndexRequest ParseIndex(params IEnumerable<string> platforms) =>
        PublishRequestParser.ParseIndex(Raw(), [.. platforms.Select(platform => new PlatformApp(platform, App))], App.PublishFolder, Surroundings());

    private RawPublishOptions Raw()
    {
        return new()
        {
            ProjectFile = "/src/shop/shop.csproj",
            GlobalProperties = GlobalProperties.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase),
            Properties = _properties.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase),
            Items = _items.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray(), StringComparer.OrdinalIgnoreCase),
        };
    }

    private PublishSurroundings Surroundings()
    {
        return new()
        {
            SourceDateEpoch = SourceDateEpoch,
            CommitTime = CommitTime,
            UserCacheFolder = UserCacheFolder,
            UserDataFolder = UserDataFolder,
            PackageProperties = PackageProperties,
            SecretProperties = SecretProperties,
            Credentials = Credentials,
            IntegrationVariables = IntegrationVariables,
            ProjectPathInRepository = ProjectPathInRepository,
            OutputsFile = OutputsFile,
            Files = Files,
        };
    }

    /// <summary>The request of settings without errors; fails the test otherwise.</summary>
    public PublishRequest Request()
    {
        ParsedRequest parsed = Parse();
        Assert.IsNotNull(parsed.Request, string.Join("\n", parsed.Diagnostics));
        return parsed.Request;
    }

    /// <summary>The codes of all errors, in order.</summary>
    public string[] Errors() => Codes(Severity.Error);

    /// <summary>The codes of all warnings, in order.</summary>
    public string[] Warnings() => Codes(Severity.Warning);

    /// <summary>The text of the only diagnostic of a code.</summary>
    public string TextOf(string code) => Parse().Diagnostics.Single(diagnostic => diagnostic.Code == code).Text;

    private string[] Codes(Severity severity)
    {
        ParsedRequest parsed = Parse();
        Assert.AreEqual(parsed.Request is null, parsed.Diagnostics.Any(diagnostic => diagnostic.Descriptor.Severity == Severity.Error));
        return [.. parsed.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Severity == severity).Select(diagnostic => diagnostic.Code)];
    }
}
