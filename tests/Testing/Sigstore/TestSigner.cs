namespace Wolfi.Testing.Sigstore;

/// <summary>Who asks for a certificate, and what becomes of it.</summary>
public sealed record TestSigner
{
    /// <summary>The workflow that signs where nothing else is said.</summary>
    public const string Workflow = "https://github.com/acme/app/.github/workflows/build.yml@refs/heads/main";

    /// <summary>Who vouches for it.</summary>
    public const string GitHub = "https://token.actions.githubusercontent.com";

    /// <summary>Subject alternative names: <c>user:NAME</c>, <c>dns:NAME</c>, e-mail addresses, else URIs.</summary>
    public string[] Names { get; init; } = [Workflow];

    /// <summary>The issuer, as it is written today.</summary>
    public string? Issuer { get; init; } = GitHub;

    /// <summary>The issuer, as it was written once.</summary>
    public string? OlderIssuer { get; init; } = GitHub;

    /// <summary>The build signer's URI.</summary>
    public string? BuildSigner { get; init; }

    /// <summary>Whose machine ran the workflow.</summary>
    public string? Runner { get; init; } = "github-hosted";

    /// <summary>The repository.</summary>
    public string? Repository { get; init; } = "https://github.com/acme/app";

    /// <summary>The branch.</summary>
    public string? Reference { get; init; } = "refs/heads/main";

    /// <summary>The commit.</summary>
    public string? Commit { get; init; } = "0123456789012345678901234567890123456789";

    /// <summary>What the certificate is for.</summary>
    public string? Use { get; init; } = "1.3.6.1.5.5.7.3.3";

    /// <summary>Since when it is valid, for ten minutes.</summary>
    public DateTimeOffset Time { get; init; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Whether it holds a proof of the log of certificates.</summary>
    public bool HasLogProof { get; init; } = true;

    /// <summary>Whether that proof is of something else.</summary>
    public bool HasWrongLogProof { get; init; }

    /// <summary>How long after the certificate the signature is logged.</summary>
    public TimeSpan LoggedAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after the certificate the signature is stamped; null for not at all.</summary>
    public TimeSpan? StampedAfter { get; init; }

    /// <summary>How it is logged: <c>dsse</c>, <c>hashedrekord</c>, <c>intoto</c> (all of Rekor 1), <c>hashedrekord2</c>, <c>dsse2</c>, or <c>none</c>.</summary>
    public string Entry { get; init; } = "dsse";

    /// <summary>What else the entry is about, instead of the statement.</summary>
    public byte[]? LoggedStatement { get; init; }

    /// <summary>Signs the way that Rekor 2 asks for.</summary>
    public static TestSigner OfVersion2 => new() { Entry = "hashedrekord2", StampedAfter = TimeSpan.FromSeconds(6) };
}
