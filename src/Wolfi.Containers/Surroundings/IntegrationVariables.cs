using System.Collections.Immutable;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Surroundings;

/// <summary>
/// The environment variables by which services for continuous integration tell of a run. The list is closed: an environment also holds secrets.
/// Anybody can set them, so that they are hints and never proof of where a build ran.
/// </summary>
internal static class IntegrationVariables
{
    private const int MostCharacters = 1024;

    private static readonly ImmutableArray<string> s_names =
    [
        // GitHub Actions
        "GITHUB_ACTIONS", "GITHUB_EVENT_NAME", "GITHUB_REF", "GITHUB_REPOSITORY", "GITHUB_RUN_ATTEMPT", "GITHUB_RUN_ID", "GITHUB_SERVER_URL", "GITHUB_SHA",
        "GITHUB_WORKFLOW_REF", "GITHUB_WORKFLOW_SHA", "RUNNER_ENVIRONMENT",

        // GitLab
        "GITLAB_CI", "CI_COMMIT_REF_NAME", "CI_COMMIT_SHA", "CI_CONFIG_PATH", "CI_JOB_ID", "CI_PIPELINE_ID", "CI_PIPELINE_SOURCE", "CI_PROJECT_PATH", "CI_SERVER_URL",

        // Azure Pipelines
        "TF_BUILD", "BUILD_BUILDID", "BUILD_DEFINITIONNAME", "BUILD_REASON", "BUILD_REPOSITORY_NAME", "BUILD_SOURCEBRANCH", "BUILD_SOURCEVERSION",
    ];

    /// <summary>Those that are set, without user info of URLs; what is no short line of text is left out.</summary>
    /// <param name="variable">Gives a variable's value, or null.</param>
    public static ImmutableSortedDictionary<string, string> Read(Func<string, string?> variable) => s_names
        .Select(name => KeyValuePair.Create(name, variable(name) ?? ""))
        .Where(pair => pair.Value.Length is > 0 and <= MostCharacters && !pair.Value.Any(char.IsControl) && !pair.Value.Any(char.IsSurrogate))
        .ToImmutableSortedDictionary(pair => pair.Key, pair => UserInfo.RemoveFrom(pair.Value), StringComparer.Ordinal);
}
