namespace Wolfi.SupplyChain;

/// <summary>Media types and predicate types of evidence, as other tools know them.</summary>
public static class EvidenceTypes
{
    /// <summary>Media type of SPDX in JSON.</summary>
    public const string Spdx = "application/spdx+json";

    /// <summary>Media type of CycloneDX in JSON.</summary>
    public const string CycloneDx = "application/vnd.cyclonedx+json";

    /// <summary>Media type of JSON that has no type of its own: OpenVEX.</summary>
    public const string Json = "application/json";

    /// <summary>Media type of an in-toto statement, and payload type of the envelope that holds it (in-toto attestation framework, envelope.md).</summary>
    public const string Statement = "application/vnd.in-toto+json";

    /// <summary>Media type of a DSSE envelope in JSON.</summary>
    public const string Envelope = "application/vnd.dsse.envelope.v1+json";

    /// <summary>Media type of a repository's signed package index as it is stored: <c>APKINDEX.tar.gz</c>, verbatim.</summary>
    public const string SignedIndex = "application/vnd.wolfi-containers.apkindex.v2.tar+gzip";

    /// <summary>Predicate type of an SPDX document; the one that cosign's <c>spdxjson</c> means.</summary>
    public const string SpdxPredicate = "https://spdx.dev/Document";

    /// <summary>Predicate type of a CycloneDX document.</summary>
    public const string CycloneDxPredicate = "https://cyclonedx.org/bom";

    /// <summary>Predicate type of SLSA provenance, version 1.</summary>
    public const string ProvenancePredicate = "https://slsa.dev/provenance/v1";

    /// <summary>Predicate type of test results (in-toto attestation framework, test-result.md).</summary>
    public const string TestResultPredicate = "https://in-toto.io/attestation/test-result/v0.1";

    /// <summary>Predicate type of an OpenVEX document; without a version, as scanners look for it.</summary>
    public const string VexPredicate = "https://openvex.dev/ns";
}
