namespace Wolfi.SupplyChain;

/// <summary>Every number that bounds what is read from outside.</summary>
internal static class Limits
{
    /// <summary>Bytes of a document.</summary>
    public const int DocumentBytes = 32 * 1024 * 1024;

    /// <summary>Levels of objects and arrays in a JSON document.</summary>
    public const int JsonDepth = 64;

    /// <summary>Packages, described elements and licences in an SPDX document.</summary>
    public const int SpdxPackages = 10_000;

    /// <summary>Relationships in an SPDX document.</summary>
    public const int SpdxRelationships = 500_000;

    /// <summary>Files in an SPDX document.</summary>
    public const int SpdxFiles = 250_000;

    /// <summary>Checksums and external references of one SPDX package.</summary>
    public const int SpdxHashes = 100;

    /// <summary>Characters of outside text in a message.</summary>
    public const int ShownText = 120;

    /// <summary>Characters of a name in a message.</summary>
    public const int ShownName = 500;

    /// <summary>Subjects of a statement.</summary>
    public const int StatementSubjects = 1000;

    /// <summary>Digests, or annotations, of a resource descriptor.</summary>
    public const int DescriptorMembers = 100;

    /// <summary>Package heads of a statement: one for each layer that an image can have.</summary>
    public const int PackageHeads = 1000;

    /// <summary>Keys that a statement of package heads names.</summary>
    public const int PackageKeys = 16;

    /// <summary>Signatures of an envelope.</summary>
    public const int EnvelopeSignatures = 100;

    /// <summary>Characters of a media type.</summary>
    public const int MediaType = 255;

    /// <summary>Bytes of a file with test results.</summary>
    public const int TestRunBytes = 256 * 1024 * 1024;

    /// <summary>Test results, or test definitions, of a file.</summary>
    public const int Tests = 1_000_000;

    /// <summary>Characters of a test's name with that of its class.</summary>
    public const int TestName = 16 * 1024;

    /// <summary>Statements of an OpenVEX document.</summary>
    public const int VexStatements = 10_000;

    /// <summary>Products of a statement, or subcomponents of a product.</summary>
    public const int VexProducts = 1000;

    /// <summary>Pairs of vulnerability and component in all OpenVEX documents of an image.</summary>
    public const int VexPairs = 100_000;

    /// <summary>Characters of a key in PEM form.</summary>
    public const int KeyCharacters = 64 * 1024;

    /// <summary>Iterations between a password and the key that it opens.</summary>
    public const int KeyIterations = 10_000_000;

    /// <summary>Log entries of a bundle.</summary>
    public const int LogEntries = 32;

    /// <summary>Timestamps of a bundle.</summary>
    public const int BundleTimestamps = 32;

    /// <summary>Hashes of an inclusion proof: levels of a tree that numbers of 64 bits can count.</summary>
    public const int ProofHashes = 64;

    /// <summary>Services of one kind in a signing configuration.</summary>
    public const int SigstoreServices = 32;

    /// <summary>Characters of an identity token.</summary>
    public const int IdentityTokenCharacters = 32 * 1024;

    /// <summary>Audiences of an identity token.</summary>
    public const int TokenAudiences = 32;

    /// <summary>Bytes of a certificate.</summary>
    public const int CertificateBytes = 64 * 1024;

    /// <summary>Components of a bill of materials that is read.</summary>
    public const int BillComponents = 200_000;

    /// <summary>Relationships of a bill of materials that is read.</summary>
    public const int BillRelationships = 1_000_000;

    /// <summary>Logs, or authorities, of a trusted root.</summary>
    public const int TrustedParties = 256;

    /// <summary>Certificates of a chain.</summary>
    public const int ChainCertificates = 16;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureBytes = 4096;

    /// <summary>Bytes of a timestamp with its certificates.</summary>
    public const int TimestampBytes = 256 * 1024;

    /// <summary>Characters of a log's checkpoint.</summary>
    public const int CheckpointCharacters = 64 * 1024;

    /// <summary>Signatures of a log's checkpoint.</summary>
    public const int CheckpointSignatures = 64;

    /// <summary>Characters of a name in a certificate.</summary>
    public const int NameCharacters = 4096;

    /// <summary>Characters of a pattern for names.</summary>
    public const int PatternCharacters = 2048;
}
