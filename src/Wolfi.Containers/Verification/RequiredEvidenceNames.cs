using System.Collections.Frozen;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>The words for evidence, and the predicates that each may have.</summary>
public static class RequiredEvidenceNames
{
    private static readonly FrozenDictionary<string, RequiredEvidence> Words = Enum.GetValues<RequiredEvidence>()
        .ToFrozenDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>All words, in order.</summary>
    public static IEnumerable<string> All => Words.Keys.Order(StringComparer.Ordinal);

    /// <summary>The evidence that a word means; null when it means none.</summary>
    public static RequiredEvidence? Parse(string word) => Words.TryGetValue(word, out RequiredEvidence value) ? value : null;

    /// <summary>What people call it.</summary>
    public static string Title(this RequiredEvidence value) => value switch
    {
        RequiredEvidence.Sbom => "bill of materials",
        RequiredEvidence.Provenance or RequiredEvidence.Locked => "provenance",
        RequiredEvidence.Heads => "statement of package heads",
        RequiredEvidence.Tests => "test results",
        RequiredEvidence.Vex => "VEX document",
        RequiredEvidence.Log => "entry in a transparency log",
        RequiredEvidence.Timestamp => "timestamp",
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>Whether a statement with that predicate type is such evidence.</summary>
    public static bool IsStatedBy(this RequiredEvidence value, string predicateType) => value switch
    {
        RequiredEvidence.Sbom => predicateType is EvidenceTypes.SpdxPredicate or EvidenceTypes.CycloneDxPredicate,
        RequiredEvidence.Provenance or RequiredEvidence.Locked => predicateType == EvidenceTypes.ProvenancePredicate,
        RequiredEvidence.Heads => predicateType == PackageHeadsPredicate.Type,
        RequiredEvidence.Tests => predicateType == EvidenceTypes.TestResultPredicate,
        RequiredEvidence.Vex => predicateType == EvidenceTypes.VexPredicate,
        RequiredEvidence.Log or RequiredEvidence.Timestamp => false,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>Whether every signature must have it, where it is asked for; the others are statements beside the image's signature.</summary>
    public static bool IsOfSignatures(this RequiredEvidence value) => value is RequiredEvidence.Log or RequiredEvidence.Timestamp;
}
