using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>Where a build says that it comes from. Nothing of it is verified, and no path of the machine is in it.</summary>
public sealed record BuildOrigin
{
    /// <summary>Nothing is known.</summary>
    public static BuildOrigin Unknown { get; } = new() { ProjectPath = "", Configuration = "" };

    /// <summary>Path of the project file in its repository, with forward slashes; its name alone outside of one.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>The build's configuration, such as <c>Release</c>.</summary>
    public required string Configuration { get; init; }

    /// <summary>URL of the repository without user info; null where the project does not publish it.</summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>Variables by which services for continuous integration tell of themselves; anyone can set them.</summary>
    public ImmutableSortedDictionary<string, string> UnverifiedVariables { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
