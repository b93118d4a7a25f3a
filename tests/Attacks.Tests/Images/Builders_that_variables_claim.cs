using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Settings;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Case K166: variables of a build server, set on anybody's machine, make no hosted builder of it.</summary>
[TestClass]
public sealed class Builders_that_variables_claim
{
    [TestMethod]
    [DataRow("K166 GitHub Actions", "GITHUB_ACTIONS=true", "GITHUB_WORKFLOW_REF=o/r/.github/workflows/w.yml@refs/heads/main", "GITHUB_SERVER_URL=https://github.com")]
    [DataRow("K166 GitLab", "GITLAB_CI=true", "CI_SERVER_URL=https://gitlab.com", "CI_PROJECT_PATH=group/project")]
    [DataRow("K166 Azure Pipelines", "TF_BUILD=True", "BUILD_REPOSITORY_NAME=organisation/project")]
    public async Task Stay_hints_beside_a_builder_that_makes_no_claim(string name, params string[] variables)
    {
        ImmutableSortedDictionary<string, string> claims = variables.Select(variable => variable.Split('=', 2))
            .ToImmutableSortedDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        using FinishedImage image = await FinishedImage.Make(request => request with { Evidence = request.Evidence with { Origin = BuildOrigin.Unknown with { UnverifiedVariables = claims } } });
        JsonNode statement = JsonNode.Parse(File.ReadAllBytes(Path.Combine(image.World.Outputs, "image.provenance.json")))!;
        JsonNode predicate = statement["predicate"]!;
        Assert.AreEqual("https://wolfi-containers.github.io/builders/local-build", (string?)predicate["runDetails"]!["builder"]!["id"], name);
        JsonObject hints = predicate["buildDefinition"]!["internalParameters"]!["unverifiedEnvironment"]!.AsObject();
        CollectionAssert.AreEquivalent(claims.Keys.ToArray(), hints.Select(pair => pair.Key).ToArray());

        // Nowhere else: not in what the builder vouches for, and not in the image.
        predicate["buildDefinition"]!["internalParameters"]!.AsObject().Remove("unverifiedEnvironment");
        foreach (string value in claims.Values.Where(value => value.Length > 4))
        {
            Assert.DoesNotContain(value, statement.ToJsonString());
        }
    }
}
