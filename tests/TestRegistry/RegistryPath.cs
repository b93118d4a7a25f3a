using System.Text.RegularExpressions;

namespace Wolfi.TestRegistry;

/// <summary>A path of the API, taken apart.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Kind"><c>manifests</c>, <c>blobs</c>, <c>uploads</c>, <c>referrers</c> or <c>tags</c>.</param>
/// <param name="Reference">What is asked for in it.</param>
internal sealed partial record RegistryPath(string Repository, string Kind, string Reference)
{
    public static RegistryPath? Parse(string path) =>
        Pattern().Match(path) is { Success: true } match
            ? new RegistryPath(match.Groups["repository"].Value, match.Groups["uploads"].Success ? "uploads" : match.Groups["kind"].Value, match.Groups["reference"].Value)
            : null;

    [GeneratedRegex("^/v2/(?<repository>[a-z0-9._/-]+?)/((?<kind>manifests|referrers|tags)/(?<reference>[^/]+)|blobs/uploads/(?<uploads>)(?<reference>[^/]*)|(?<kind>blobs)/(?<reference>[^/]+))$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
