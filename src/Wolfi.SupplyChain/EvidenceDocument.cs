namespace Wolfi.SupplyChain;

/// <summary>One document that says something about an image, as bytes. It is attached to the image, and lies as a file beside the layout where it has a suffix.</summary>
public sealed record EvidenceDocument
{
    /// <summary>What it says.</summary>
    public required EvidenceKind Kind { get; init; }

    /// <summary>
    /// Media type of <see cref="Bytes"/>, without parameters, such as <c>application/spdx+json</c>. It is the attachment's artifact type too, unless the
    /// document is attached in an envelope.
    /// </summary>
    public required string MediaType { get; init; }

    /// <summary>URI of the in-toto predicate: the one inside a statement, or the one that other documents become when they are signed; null for what can't be stated.</summary>
    public string? PredicateType { get; init; }

    /// <summary>What the file beside the layout is called after the layout's name, such as <c>.spdx.json</c>; null where there is none.</summary>
    public string? FileSuffix { get; init; }

    /// <summary>The document; a function of what it describes alone.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Whether <see cref="Bytes"/> are an in-toto statement; it is attached in an envelope.</summary>
    public bool IsStatement => MediaType == EvidenceTypes.Statement;

    /// <summary>Whether it is attached as predicate of a statement in an envelope, where the file beside the layout is the document alone.</summary>
    public bool IsStated { get; init; }

    /// <summary>A statement about an image, with its own file.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="fileSuffix">What the file beside the layout is called after the layout's name; null for no file.</param>
    public static EvidenceDocument Of(EvidenceKind kind, Statements.Statement statement, string? fileSuffix)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return new EvidenceDocument
        {
            Kind = kind,
            MediaType = EvidenceTypes.Statement,
            PredicateType = statement.PredicateType,
            FileSuffix = fileSuffix,
            Bytes = statement.ToBytes(),
        };
    }

    /// <summary>An SPDX 2.3 document in JSON.</summary>
    public static EvidenceDocument Spdx(ReadOnlyMemory<byte> bytes) => new()
    {
        Kind = EvidenceKind.Spdx,
        MediaType = EvidenceTypes.Spdx,
        PredicateType = EvidenceTypes.SpdxPredicate,
        FileSuffix = ".spdx.json",
        Bytes = bytes,
    };

    /// <summary>A CycloneDX document in JSON.</summary>
    public static EvidenceDocument CycloneDx(ReadOnlyMemory<byte> bytes) => new()
    {
        Kind = EvidenceKind.CycloneDx,
        MediaType = EvidenceTypes.CycloneDx,
        PredicateType = EvidenceTypes.CycloneDxPredicate,
        FileSuffix = ".cdx.json",
        Bytes = bytes,
    };

    /// <summary>A repository's signed index, verbatim. Its own signature is what counts: nothing is stated of it, and no file lies beside the layout.</summary>
    public static EvidenceDocument SignedIndex(ReadOnlyMemory<byte> bytes) => new() { Kind = EvidenceKind.SignedIndex, MediaType = EvidenceTypes.SignedIndex, Bytes = bytes };
}
