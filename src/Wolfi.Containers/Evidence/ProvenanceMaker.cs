using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// States how an image was built. The builder is the one that makes no claim, unless a service for continuous integration signs the statement with its own
/// identity: that a build ran in its hands only that can prove, and variables that say so prove nothing. <c>docs/provenance.md</c> says what each parameter means.
/// </summary>
internal static class ProvenanceMaker
{
    public const string BuildType = "https://wolfi-containers.github.io/buildtypes/dotnet-publish/v1";

    public const string LocalBuilder = "https://wolfi-containers.github.io/builders/local-build";

    private const string RuntimeIdentifier = "runtimeIdentifier";

    private const string ProductName = "Wolfi.Containers.Sdk";

    private static readonly string s_productVersion = typeof(ProvenanceMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>How the image of one platform was built.</summary>
    public static ProvenancePredicate Make(EvidenceInput input) =>
        Make(input.Request, External(input.Request), ProvenanceDependencies.Of(input), input.Builder, input.Started);

    /// <summary>How an index was made: of the images that it names, each of which has provenance of its own.</summary>
    public static ProvenancePredicate Make(IndexEvidenceInput input)
    {
        ParameterValue.List identifiers = new([.. input.Requests.Select(request => request.App.RuntimeIdentifier).Where(identifier => identifier.Length > 0).Distinct(StringComparer.Ordinal)]);
        ImmutableSortedDictionary<string, ParameterValue> external = External(input.Requests[0]).Remove(RuntimeIdentifier);
        return Make(
            input.Requests[0],
            identifiers.Values.IsEmpty ? external : external.Add("runtimeIdentifiers", identifiers),
            ProvenanceDependencies.Of(input),
            input.Builder,
            input.Started);
    }

    private static ProvenancePredicate Make(
        PublishRequest request, ImmutableSortedDictionary<string, ParameterValue> external, ImmutableArray<ResourceDescriptor> dependencies, string? builder, DateTimeOffset? started) => new()
        {
            BuildType = BuildType,
            ExternalParameters = external,
            InternalParameters = Internal(request),
            ResolvedDependencies = dependencies,
            BuilderId = builder ?? LocalBuilder,
            BuilderVersions = Sorted<string>([(ProductName, s_productVersion), ("dotnet-sdk", request.SdkVersion)]),
            StartedOn = started is { } began ? Time(began) : null,
            FinishedOn = started is null ? null : Time(TimeProvider.System.GetUtcNow()),
        };

    private static ImmutableSortedDictionary<string, ParameterValue> External(PublishRequest request)
    {
        PublishedApp app = request.App;
        BuildOrigin origin = request.Evidence.Origin;
        (string, ParameterValue)[] all =
        [
            ("project", new ParameterValue.Text(origin.ProjectPath)),
            ("configuration", new ParameterValue.Text(origin.Configuration)),
            ("sourceRepository", new ParameterValue.Text(origin.RepositoryUrl ?? "")),
            ("targetFramework", new ParameterValue.Text(app.TargetFramework)),
            (RuntimeIdentifier, new ParameterValue.Text(app.RuntimeIdentifier)),
            ("selfContained", new ParameterValue.Flag(app.SelfContained)),
            ("singleFile", new ParameterValue.Flag(app.SingleFile)),
            ("nativeAot", new ParameterValue.Flag(app.NativeAot)),
            ("trimmed", new ParameterValue.Flag(app.Trimmed)),
            ("readyToRun", new ParameterValue.Flag(app.ReadyToRun)),
            ("image", new ParameterValue.Text(request.ImageRepository)),
            ("tags", new ParameterValue.List(request.Tags)),
            ("repositories", new ParameterValue.List([.. request.Repositories.Select(NameOf)])),
            ("packages", new ParameterValue.List(request.Packages)),
            ("needs", new ParameterValue.List([.. request.Needs.Select(need => $"{(need.Omit ? "omit" : "add")} {need.Name}")])),
        ];
        return Sorted(all.Where(parameter => parameter.Item2 is not (ParameterValue.Text { Value.Length: 0 } or ParameterValue.List { Values.IsEmpty: true })));
    }

    private static ImmutableSortedDictionary<string, ParameterValue> Internal(PublishRequest request)
    {
        List<(string, ParameterValue)> all =
        [
            ("created", new ParameterValue.Text(Time(DateTimeOffset.FromUnixTimeSeconds(request.Created)))),
            ("locked", new ParameterValue.Flag(request.Lock.Locked)),
        ];
        if (!request.Evidence.Origin.UnverifiedVariables.IsEmpty)
        {
            all.Add(("unverifiedEnvironment", new ParameterValue.Map(request.Evidence.Origin.UnverifiedVariables)));
        }

        return Sorted(all);
    }

    // A folder without a canonical URL goes by its key, as in lock files.
    private static string NameOf(PackageRepository repository) => CanonicalLocation.Of(repository)
        ?? "key:sha256:" + (repository.PackageKeys.Keys.Concat(repository.IndexKeys.Keys).FirstOrDefault()?.Fingerprint ?? "none");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ImmutableSortedDictionary<string, T> Sorted<T>(IEnumerable<(string Name, T Value)> pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
}
