using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Projects;

/// <summary>Reads from a project where its packages come from, by the rules of a build.</summary>
public static class ProjectSourcesReader
{
    /// <summary>Evaluates the project once.</summary>
    /// <param name="projectFile">Absolute path of the project file.</param>
    /// <param name="properties">Properties to set.</param>
    /// <param name="tell">Hears all warnings, and all errors but the first, which is thrown.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="WolfiException">The project can't be evaluated, or its settings are wrong.</exception>
    public static async Task<ProjectSources> ReadAsync(
        string projectFile, ImmutableArray<ProjectProperty> properties, Action<Diagnostic> tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tell);
        RawPublishOptions raw = await ProjectEvaluator.EvaluateAsync(projectFile, properties, cancellationToken).ConfigureAwait(false);
        PublishSurroundings surroundings = await SurroundingsReader.ReadAsync(raw, cancellationToken).ConfigureAwait(false);
        (ProjectSources? sources, ImmutableArray<Diagnostic> diagnostics) = ProjectSources.Read(raw, surroundings);
        Diagnostic? first = sources is null ? diagnostics.First(diagnostic => diagnostic.Descriptor.Severity == Severity.Error) : null;
        foreach (Diagnostic diagnostic in diagnostics.Where(diagnostic => diagnostic != first))
        {
            tell(diagnostic);
        }

        return sources ?? throw new WolfiException(first!);
    }
}
