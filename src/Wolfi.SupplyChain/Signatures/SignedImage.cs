using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Oci;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.SupplyChain.Signatures;

/// <summary>
/// What a signature says of an image: its digest and, as annotations of the subject, which repository, version and source time it is of, so that a signature
/// serves for no other place and no older version. The form is cosign's: the predicate is empty.
/// </summary>
public sealed record SignedImage
{
    /// <summary>Predicate type of a plain signature, as cosign 3 writes it.</summary>
    public const string PredicateType = "https://sigstore.dev/cosign/sign/v1";

    /// <summary>Annotation with the repository.</summary>
    public const string RepositoryAnnotation = "io.github.wolfi-containers.repository";

    /// <summary>Annotation with the app's version.</summary>
    public const string VersionAnnotation = "io.github.wolfi-containers.version";

    /// <summary>Annotation with the source's time, decimal seconds since 1970.</summary>
    public const string SourceEpochAnnotation = "io.github.wolfi-containers.source-epoch";

    /// <summary>Annotation that says <c>true</c> where a development key signed.</summary>
    public const string DevelopmentAnnotation = "io.github.wolfi-containers.development-key";

    /// <summary>The value of an annotation that says yes.</summary>
    public const string True = "true";

    /// <summary>The digest of the manifest or index.</summary>
    public required Digest Digest { get; init; }

    /// <summary>The repository, with its registry where the build named one, such as <c>ghcr.io/team/app</c>; null where nothing is said.</summary>
    public string? Repository { get; init; }

    /// <summary>The app's version; null where nothing is said.</summary>
    public string? Version { get; init; }

    /// <summary>Seconds since 1970 of the source; null where nothing is said.</summary>
    public long? SourceEpoch { get; init; }

    /// <summary>Whether the signature says that a development key made it.</summary>
    public bool ByDevelopmentKey { get; init; }

    /// <summary>Reads what a signature's statement says of an image.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="digest">The image.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.WrongSubject"/>: it is no signature, or of another image; <see cref="EvidenceFault.Malformed"/>: the time is none.</exception>
    public static SignedImage From(Statement statement, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.PredicateType != PredicateType || statement.Subjects is not [var subject] || subject.Digest.GetValueOrDefault("sha256") != digest.Hex)
        {
            throw new EvidenceException(EvidenceFault.WrongSubject, $"The statement is no signature of {digest} alone.");
        }

        return From(digest, subject.Annotations);
    }

    /// <summary>Reads what a classic signature says of an image.</summary>
    /// <param name="payload">The signature's payload.</param>
    /// <param name="digest">The image.</param>
    /// <exception cref="EvidenceException"><see cref="EvidenceFault.WrongSubject"/>: it is of another image; <see cref="EvidenceFault.Malformed"/>: the time is none.</exception>
    public static SignedImage From(SimpleSigning payload, Digest digest)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Digest != digest)
        {
            throw new EvidenceException(EvidenceFault.WrongSubject, $"The signature is of {payload.Digest}, not of {digest}.");
        }

        SignedImage signed = From(digest, payload.Optional);
        return signed.Repository is null && payload.Repository.Length > 0 ? signed with { Repository = payload.Repository } : signed;
    }

    /// <summary>The payload of a classic signature to sign.</summary>
    public SimpleSigning ToPayload() => new(Repository ?? "", Digest) { Optional = Annotations() };

    private static SignedImage From(Digest digest, ImmutableSortedDictionary<string, string> annotations)
    {
        string? epoch = annotations.GetValueOrDefault(SourceEpochAnnotation);
        return new SignedImage
        {
            Digest = digest,
            Repository = annotations.GetValueOrDefault(RepositoryAnnotation),
            Version = annotations.GetValueOrDefault(VersionAnnotation),
            SourceEpoch = epoch is null ? null
                : long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) ? seconds
                : throw new EvidenceException(EvidenceFault.Malformed, $"The signature of {digest} has the source time '{Shown.Text(epoch)}', which is none."),
            ByDevelopmentKey = annotations.GetValueOrDefault(DevelopmentAnnotation) == True,
        };
    }

    /// <summary>The statement to sign.</summary>
    public Statement ToStatement() => new()
    {
        Subjects = [new ResourceDescriptor { Digest = ResourceDescriptor.Sha256(Digest.Hex), Annotations = Annotations() }],
        PredicateType = PredicateType,
        Predicate = "{}"u8.ToArray(),
    };

    private ImmutableSortedDictionary<string, string> Annotations()
    {
        (string Name, string? Value)[] annotations =
        [
            (RepositoryAnnotation, Repository),
            (VersionAnnotation, Version),
            (SourceEpochAnnotation, SourceEpoch?.ToString(CultureInfo.InvariantCulture)),
            (DevelopmentAnnotation, ByDevelopmentKey ? True : null),
        ];
        return annotations.Where(pair => pair.Value is not null).ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value!, StringComparer.Ordinal);
    }
}
