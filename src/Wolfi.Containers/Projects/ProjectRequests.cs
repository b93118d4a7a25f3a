using System.Collections.Immutable;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Projects;

/// <summary>What a project asks of its image, with the app as its last build recorded it.</summary>
public static class ProjectRequests
{
    /// <summary>Reads the request for each platform of the project's image.</summary>
    /// <param name="projectFile">Absolute path of the project file.</param>
    /// <param name="properties">Properties to set.</param>
    /// <param name="tell">Hears what is wrong with the project's settings, beside what is thrown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="WolfiException">The project can't be evaluated, was not published yet, or its settings are wrong.</exception>
    public static async Task<ImmutableArray<PublishRequest>> ReadAsync(
        string projectFile, ImmutableArray<ProjectProperty> properties, Action<Diagnostic> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        RawPublishOptions raw = await ProjectEvaluator.EvaluateAsync(projectFile, properties, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> platforms = Platforms.Listed(raw);
        if (platforms.Length > 1)
        {
            ImmutableArray<PlatformApp> apps = [.. platforms.Zip(PublishedAppRecords.ReadEach(raw, platforms), (platform, app) => new PlatformApp(platform, app))];
            ParsedIndexRequest index = PublishRequestParser.ParseIndex(raw, apps, apps[0].App.PublishFolder, await SurroundingsReader.ReadAsync(raw, cancellationToken).ConfigureAwait(false));
            return Sound(index.Request, index.Diagnostics, tell).Platforms;
        }

        PublishedApp newest = PublishedAppRecords.ReadNewest(raw);
        ParsedRequest one = PublishRequestParser.Parse(raw, newest, await SurroundingsReader.ReadAsync(raw, cancellationToken).ConfigureAwait(false));
        return [Sound(one.Request, one.Diagnostics, tell)];
    }

    private static T Sound<T>(T? request, ImmutableArray<Diagnostic> diagnostics, Action<Diagnostic> tell)
        where T : class
    {
        Diagnostic? first = request is null ? diagnostics.First(diagnostic => diagnostic.Descriptor.Severity == Severity.Error) : null;
        foreach (Diagnostic diagnostic in diagnostics.Where(diagnostic => diagnostic != first))
        {
            tell(diagnostic);
        }

        return request ?? throw new WolfiException(first!);
    }
}
