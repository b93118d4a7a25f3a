using System.Text.Json;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Oci;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Proofs;

namespace Wolfi.Containers.Verification;

/// <summary>
/// Holds the builder that signed provenance names to who signed it: that a build ran in the hands of a hosted service only that service's own identity proves.
/// The builder that makes no claim may be named by anybody.
/// </summary>
internal static class BuilderClaims
{
    private const int MostCharacters = 2048;

    /// <summary>The claims that nothing proves.</summary>
    public static IEnumerable<Diagnostic> Check(ImageEvidence evidence, Digest digest)
    {
        foreach (ProvedStatement proved in evidence.Statements.Where(proved => proved.Statement.PredicateType == EvidenceTypes.ProvenancePredicate))
        {
            string? builder = BuilderOf(proved.Statement.Predicate);
            if (builder is null)
            {
                yield return IdentityErrors.BuilderNotProved.Create(digest, "nobody", "where provenance must name who is to be trusted for it");
            }
            else if (builder != ProvenanceMaker.LocalBuilder && FaultOf(builder, proved.Proof) is { } fault)
            {
                yield return IdentityErrors.BuilderNotProved.Create(digest, $"'{builder}'", fault);
            }
        }
    }

    private static string? FaultOf(string builder, SignatureProof proof) =>
        proof.Identity is not { } identity ? "and a key signed it: only the builder's own identity can prove that"
        : identity.Name != builder && identity.BuildSigner != builder ? $"and '{identity.Name}' signed it"
        : identity.RunnerEnvironment == HostedBuilder.SelfHosted ? "and its certificate says that a runner of somebody's own ran it"
        : null;

    private static string? BuilderOf(ReadOnlyMemory<byte> predicate)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(predicate);
            JsonElement part = document.RootElement;
            foreach (string name in new[] { "runDetails", "builder", "id" })
            {
                if (part.ValueKind != JsonValueKind.Object || !part.TryGetProperty(name, out part))
                {
                    return null;
                }
            }

            return part.ValueKind == JsonValueKind.String && part.GetString() is { Length: > 0 and <= MostCharacters } builder ? builder : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
